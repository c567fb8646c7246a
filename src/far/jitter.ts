/** Shapes of one-way delay, named as in netem (tc-netem(8)). */
export type JitterDistribution = 'normal' | 'paretonormal';

/**
 * Deviation of one delay from its mean, in units of the jitter, as netem's own tables have it.
 * `paretonormal` is ¼ normal + ¾ Pareto (a = 3, shifted to mean 0, cut at 4), both at the same quantile:
 * iproute2 `netem/paretonormal.c`, there from NISTnet, "which seems to match experimentally observed distributions".
 * @param z a standard normal value; the result grows with it
 */
export function deviation(distribution: JitterDistribution, z: number): number {
  if (distribution === 'normal') return z;
  const pareto = Math.min(4, (4 / 3) * (upperTail(z) ** (-1 / 3) - 1.5));
  return 0.25 * z + 0.75 * pareto;
}

/** P(Z > z) of a standard normal Z: Abramowitz & Stegun 7.1.26 (absolute error under 1.5e-7). */
function upperTail(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * x);
  const series = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  const tail = 0.5 * series * Math.exp(-x * x);
  return z < 0 ? 1 - tail : tail;
}
