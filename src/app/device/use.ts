/** What so many answers a second are good for, the slowest first. */
export const uses = ['wait', 'photos', 'live', 'video'] as const;
export type Use = (typeof uses)[number];

/** Answers a second from which on something is good for photos, for live use and for smooth video. */
export const useBounds = [1, 10, 30] as const;

export function useOf(perSecond: number): Use {
  return uses[useBounds.filter((bound) => perSecond >= bound).length] as Use;
}

/** Whether a use is asked for no more than another. */
export const isAtLeast = (use: Use, least: Use): boolean => uses.indexOf(use) >= uses.indexOf(least);
