import type { NearAnswer } from '../../judge/near';
import type { Leg } from '../../record/record';

/** A stretch of a lane, as it is drawn: solid near, hatched far. */
export type Tone = 'inference' | 'beside' | 'travel' | 'server' | 'set-up';

export interface Stretch {
  readonly id:
    'before' | 'inference' | 'after' | 'beside' | 'set-up' | 'travel' | 'sending' | 'server' | 'back' | 'lost';
  readonly ms: number;
  readonly tone: Tone;
}

export interface RaceLane {
  readonly id: 'here' | 'open' | 'first';
  readonly totalMs: number;
  readonly stretches: readonly Stretch[];
}

/** The near lane: what comes before the inference, it, and what comes after. */
export function nearLane({ totalMs, inferenceMs, besideMs, beforeMs }: NearAnswer): RaceLane {
  const around: readonly Stretch[] =
    beforeMs === undefined
      ? [
          { id: 'inference', ms: inferenceMs, tone: 'inference' },
          { id: 'beside', ms: besideMs, tone: 'beside' },
        ]
      : [
          { id: 'before', ms: beforeMs, tone: 'beside' },
          { id: 'inference', ms: inferenceMs, tone: 'inference' },
          { id: 'after', ms: besideMs - beforeMs, tone: 'beside' },
        ];
  return { id: 'here', totalMs, stretches: around.filter(({ ms }) => ms > 0) };
}

/** Which legs make which stretch; every leg is in one of them. */
const made: readonly { id: Stretch['id']; tone: Tone; legs: readonly string[] }[] = [
  { id: 'set-up', tone: 'set-up', legs: ['dns', 'tcp', 'tls', 'quic'] },
  { id: 'travel', tone: 'travel', legs: ['trip-up', 'trip-down'] },
  { id: 'sending', tone: 'travel', legs: ['upload'] },
  { id: 'server', tone: 'server', legs: ['queue', 'cold-start', 'software', 'compute'] },
  { id: 'back', tone: 'travel', legs: ['download'] },
  { id: 'lost', tone: 'travel', legs: ['losses'] },
];

/** A far lane: the legs of a typical request, gathered to what one can see. */
export function farLane(id: 'open' | 'first', legs: readonly Leg[], totalMs: number): RaceLane {
  const stretches = made.map(({ id: stretch, tone, legs: ids }) => ({
    id: stretch,
    tone,
    ms: legs.reduce((sum, leg) => (ids.includes(leg.id) ? sum + leg.ms : sum), 0),
  }));
  return { id, totalMs, stretches: stretches.filter(({ ms }) => ms > 0) };
}

/**
 * End of the axis that all lanes share, ms: a power of two times 100 or so. It doubles rather than creeps, so that a bar which
 * didn't change seldom changes its length while the server moves.
 */
export function sharedEnd(totalsMs: readonly number[]): number {
  const longest = Math.max(...totalsMs, 1) * 1.04;
  const decade = 10 ** Math.floor(Math.log10(longest));
  return ([1, 2, 4, 8, 10].find((step) => step * decade >= longest) ?? 10) * decade;
}

/** How much of a stretch is drawn at a moment of the race, ms, by the stretches before it. */
export function shownOf(stretches: readonly Stretch[], atMs: number | undefined): number[] {
  let clockMs = 0;
  return stretches.map(({ ms }) => {
    const shown = Math.max(0, Math.min(ms, (atMs ?? Infinity) - clockMs));
    clockMs += ms;
    return shown;
  });
}
