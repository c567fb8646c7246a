/** Shapes of one-way delay, named as in netem (tc-netem(8)). */
export const jitterDistributions = ['normal', 'uniform', 'pareto', 'paretonormal'] as const;
export type JitterDistribution = (typeof jitterDistributions)[number];

/**
 * Deviation of one delay from its mean, in units of the jitter, as netem's own tables have it. `uniform` is from −1 to 1; `pareto` has
 * a = 3, shifted to mean 0 and cut at 4 (iproute2 `netem/pareto.c`); `paretonormal` is ¼ normal + ¾ Pareto, both at the same quantile:
 * iproute2 `netem/paretonormal.c`, there from NISTnet, "which seems to match experimentally observed distributions".
 * @param z a standard normal value; the result grows with it
 */
export function deviation(distribution: JitterDistribution, z: number): number {
  if (distribution === 'normal') return z;
  const tail = upperTail(z);
  if (distribution === 'uniform') return 1 - 2 * tail;
  const pareto = Math.min(4, (4 / 3) * (tail ** (-1 / 3) - 1.5));
  return distribution === 'pareto' ? pareto : 0.25 * z + 0.75 * pareto;
}

/**
 * Standard normal values that follow each other as delays do: each correlated with the one before it. netem's own correlation of uniform
 * values narrows the distribution that it is then looked up in (tc-netem(8) warns of it); this one leaves it as it is.
 * @param independent standard normal values
 * @param correlation from 0 to 1
 */
export function correlated(independent: readonly number[], correlation: number): readonly number[] {
  if (correlation === 0) return independent;
  const own = Math.sqrt(1 - correlation * correlation);
  let last: number | undefined;
  return independent.map((z) => (last = last === undefined ? z : correlation * last + own * z));
}

/** P(Z > z) of a standard normal Z: Abramowitz & Stegun 7.1.26 (absolute error under 1.5e-7). */
function upperTail(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * x);
  const series = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  const tail = 0.5 * series * Math.exp(-x * x);
  return z < 0 ? 1 - tail : tail;
}
