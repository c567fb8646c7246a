import type { AnyDistance, FarPoint } from '../far/anyDistance';
import type { NearAnswer } from './near';

/** How far apart two medians must be before a simulation, made of assumptions, may name a winner. */
export const CLOSE_SHARE = 0.1;

/** How far from the network's edge the server may be for the cloud to win: round trips in ms, absent where it loses even at the edge. */
export interface Limits {
  /** With the connection open. */
  readonly connectedMs?: number;
  /** With its first request, which opens the connection. */
  readonly firstMs?: number;
  /** Where it is too close to call, the connection open. */
  readonly closeMs?: readonly [number, number];
  /** The far side with its server at the network's edge. */
  readonly adjacent: FarPoint;
}

/**
 * Where the winner changes as the server moves away.
 * @throws RangeError when the near total is not above 0
 */
export function limitsOf(near: NearAnswer, far: AnyDistance): Limits {
  const { totalMs, spreadMs } = near;
  if (!(totalMs > 0 && Number.isFinite(totalMs))) throw new RangeError(`A median is above 0 ms, not ${totalMs}.`);
  const warm = (distanceMs: number) => far.medianAt(distanceMs, 'warm');
  const cold = (distanceMs: number) => far.medianAt(distanceMs, 'cold');
  const connectedMs = reaches(warm, totalMs);
  const [low, high] = closeBounds(spreadMs);
  return {
    connectedMs,
    firstMs: reaches(cold, totalMs),
    ...(connectedMs !== undefined && { closeMs: [reaches(warm, low) ?? 0, reaches(warm, high) ?? connectedMs] }),
    adjacent: far.at(0),
  };
}

/** Far medians between which no winner is named. */
export function closeBounds([low, high]: NearAnswer['spreadMs']): readonly [number, number] {
  return [low * (1 - CLOSE_SHARE), high * (1 + CLOSE_SHARE)];
}

/**
 * The distance at which a far median meets `goalMs`, to 0.1 ms or 0.5 %. It grows steadily with the distance, one seed meeting
 * the same luck at each, and nearly in a line: false position in the Illinois variant (Dowell & Jarratt, BIT 11, 1971) needs
 * three or four simulations where halving the bracket needs ten.
 * @returns undefined where it is longer even at 0
 */
function reaches(medianAt: (distanceMs: number) => number, goalMs: number): number | undefined {
  const excessAt = (distanceMs: number) => medianAt(distanceMs) - goalMs;
  let [low, lowExcess] = [0, excessAt(0)];
  if (lowExcess >= 0) return undefined;
  // A request crosses the whole distance, so at twice the goal it is longer, whatever the jitter's skew.
  let high = 2 * goalMs;
  let highExcess = excessAt(high);
  let lastSign = 0;
  let distanceMs = low;
  for (let step = 0; step < 50; step++) {
    distanceMs = low - (lowExcess * (high - low)) / (highExcess - lowExcess);
    const excess = excessAt(distanceMs);
    // A millisecond of distance is nearly a millisecond of total or more, so the miss in one bounds the miss in the other.
    if (Math.abs(excess) <= Math.max(0.1, 0.005 * distanceMs)) break;
    if (excess < 0) {
      [low, lowExcess] = [distanceMs, excess];
      if (lastSign < 0) highExcess /= 2;
    } else {
      [high, highExcess] = [distanceMs, excess];
      if (lastSign > 0) lowExcess /= 2;
    }
    lastSign = Math.sign(excess);
  }
  return distanceMs;
}
