/**
 * Logarithm of the gamma function for x > 0: Lanczos' approximation with g = 7 and nine terms (coefficients of Godfrey, "A note on
 * the computation of the convergent Lanczos complex gamma approximation", 2001), good to 15 digits.
 */
export function logGamma(x: number): number {
  const coefficients = [
    676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
    -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
  ];
  const t = x + 6.5;
  const series = coefficients.reduce((sum, c, index) => sum + c / (x + index), 0.99999999999980993);
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(series);
}

/** Continued fraction of the incomplete beta function by Lentz' method: DLMF 8.17.22, https://dlmf.nist.gov/8.17#v. */
function betaFraction(a: number, b: number, x: number): number {
  const tiny = 1e-300;
  let c = 1;
  let d = 1 / (1 - ((a + b) * x) / (a + 1) || tiny);
  let fraction = d;
  for (let m = 1; m < 500; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / (1 + even * d || tiny);
    c = 1 + even / c || tiny;
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / (1 + odd * d || tiny);
    c = 1 + odd / c || tiny;
    fraction *= d * c;
    if (Math.abs(d * c - 1) < 1e-15) break;
  }
  return fraction;
}

/** Regularised incomplete beta function I_x(a, b) for a, b > 0 and x in [0, 1]: DLMF 8.17. */
export function regularisedBeta(a: number, b: number, x: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log(1 - x));
  // The fraction converges fast below this point; above it the mirrored one does.
  return x < (a + 1) / (a + b + 2) ? (front * betaFraction(a, b, x)) / a : 1 - (front * betaFraction(b, a, 1 - x)) / b;
}

/** Chance that |T| exceeds `t` in Student's distribution: Abramowitz & Stegun 26.7.1 with 26.5.27. */
export function studentTails(t: number, df: number): number {
  return regularisedBeta(df / 2, 0.5, df / (df + t * t));
}

const quantiles = new Map<string, number>();
const MOST_KEPT = 1000;

/**
 * The two-sided quantile of Student's t distribution: |T| exceeds it with the chance 1 − `confidence`.
 * @param df degrees of freedom, above 0, whole or not (Welch's are not)
 * @throws RangeError when the confidence is not between 0 and 1 or df is not above 0
 */
export function studentQuantile(confidence: number, df: number): number {
  if (!(confidence > 0 && confidence < 1 && df > 0))
    throw new RangeError(`No quantile at a confidence of ${confidence} with ${df} degrees of freedom.`);
  const key = `${confidence}|${df}`;
  const kept = quantiles.get(key);
  if (kept !== undefined) return kept;
  let low = 0;
  let high = 1;
  while (studentTails(high, df) > 1 - confidence) high *= 2;
  for (let step = 0; step < 100 && high - low > 1e-12 * high; step++) {
    const middle = (low + high) / 2;
    if (studentTails(middle, df) > 1 - confidence) low = middle;
    else high = middle;
  }
  const quantile = (low + high) / 2;
  // Cells of a run mostly have as many openings each: a few quantiles serve them all.
  if (quantiles.size < MOST_KEPT) quantiles.set(key, quantile);
  return quantile;
}
