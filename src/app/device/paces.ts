import type { Pace } from '../../judge/useWords';

/** The slowest first. */
export const paces = ['wait', 'single', 'live', 'smooth'] as const satisfies readonly Pace[];

/** Whether a pace is enough for what another is enough for. */
export const isAtLeast = (pace: Pace, least: Pace): boolean => paces.indexOf(pace) >= paces.indexOf(least);
