import { rootBetween } from './root';
import { logGamma } from './student';

/**
 * Regularised lower incomplete gamma function P(a, x), the distribution of a gamma variable of shape a and scale 1: the series
 * below x = a + 1 (DLMF 8.7.1), the continued fraction above (DLMF 8.9.2), as in "Numerical Recipes", section 6.2.
 * @param a above 0
 */
export function regularisedGamma(a: number, x: number): number {
  if (x <= 0) return 0;
  const front = Math.exp(-x + a * Math.log(x) - logGamma(a));
  if (x < a + 1) {
    let term = 1 / a;
    let sum = term;
    for (let n = a + 1; Math.abs(term) > Math.abs(sum) * 1e-15; n++) {
      term *= x / n;
      sum += term;
    }
    return front * sum;
  }
  const tiny = 1e-300;
  let b = x + 1 - a;
  let c = 1 / tiny;
  let d = 1 / b;
  let fraction = d;
  for (let i = 1; i < 1000; i++) {
    const numerator = -i * (i - a);
    b += 2;
    d = 1 / (numerator * d + b || tiny);
    c = b + numerator / c || tiny;
    fraction *= d * c;
    if (Math.abs(d * c - 1) < 1e-15) break;
  }
  return 1 - front * fraction;
}

/**
 * Quantile of a gamma variable of that shape and mean 1.
 * @param shape above 0
 * @param share from 0 to below 1
 */
export function gammaQuantile(shape: number, share: number): number {
  if (share <= 0) return 0;
  const low = 0;
  let high = 1;
  while (regularisedGamma(shape, high * shape) < share) high *= 2;
  // Relative: a small shape puts small shares at tiny values.
  const above = (mean: number) => regularisedGamma(shape, mean * shape) - share;
  return rootBetween(
    above,
    [
      [low, above(low)],
      [high, above(high)],
    ],
    1e-10,
  );
}
