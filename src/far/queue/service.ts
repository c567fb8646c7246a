import { gaussian, type Random } from '../../domain/random';

/** How long a worker is busy with one request, by its first three moments: what a queue's waiting time depends on. */
export interface Service {
  readonly meanMs: number;
  /** Variance over the mean squared: 0 where every request takes equally long, 1 for the exponential. */
  readonly scv: number;
  /** E[S³] over the mean cubed: 1 where every request takes equally long, 6 for the exponential. */
  readonly thirdMoment: number;
}

export const deterministic = (meanMs: number): Service => ({ meanMs, scv: 0, thirdMoment: 1 });

export const exponential = (meanMs: number): Service => ({ meanMs, scv: 1, thirdMoment: 6 });

/** E[S³] of a lognormal is its mean cubed × (1 + scv)³. */
export const lognormal = (meanMs: number, scv: number): Service => ({ meanMs, scv, thirdMoment: (1 + scv) ** 3 });

/**
 * A part that is always the same and a lognormal one.
 * @param sigma of the logarithm of the second part
 */
export function constantAndLognormal(constantMs: number, meanMs: number, sigma: number): Service {
  const total = constantMs + meanMs;
  if (total === 0) return deterministic(0);
  const spread = Math.expm1(sigma * sigma);
  const [k, m] = [constantMs / total, meanMs / total];
  return {
    meanMs: total,
    scv: m * m * spread,
    // E[(k + X)³] with E[X] = m, E[X²] = m² e^(σ²), E[X³] = m³ e^(3σ²).
    thirdMoment: k ** 3 + 3 * k * k * m + 3 * k * m * m * (1 + spread) + m ** 3 * (1 + spread) ** 3,
  };
}

/** Draws times of service, ms. */
export type ServiceDraw = (random: Random) => number;

export const drawDeterministic =
  (meanMs: number): ServiceDraw =>
  () =>
    meanMs;

export const drawExponential =
  (meanMs: number): ServiceDraw =>
  (random) =>
    -meanMs * Math.log(1 - random());

export function drawLognormal(meanMs: number, scv: number): ServiceDraw {
  const variance = Math.log1p(scv);
  const sigma = Math.sqrt(variance);
  return (random) => meanMs * Math.exp(sigma * gaussian(random) - variance / 2);
}
