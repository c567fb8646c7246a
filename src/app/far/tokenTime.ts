/** Of a stated time from one token to the next, ms. */
export const TOKEN_LIMITS = { leastMs: 0.01, mostMs: 60_000 } as const;

/** @returns the time that an address or a visitor states, ms; undefined where it is none */
export function readTokenMs(text: string | undefined): number | undefined {
  if (text === undefined || text.trim() === '') return undefined;
  const ms = Number(text);
  return ms >= TOKEN_LIMITS.leastMs && ms <= TOKEN_LIMITS.mostMs ? ms : undefined;
}
