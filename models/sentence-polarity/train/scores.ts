/** What a classifier said of an example whose label is known. */
export interface Judged {
  /** Log-odds that it is positive. */
  readonly logit: number;
  readonly label: 0 | 1;
}

export function accuracy(judged: readonly Judged[]): number {
  return judged.filter(({ logit, label }) => logit > 0 === (label === 1)).length / judged.length;
}

/** 95 % confidence interval of a share: Wilson 1927, "Probable inference, the law of succession, and statistical inference". */
export function wilson(share: number, count: number): [number, number] {
  const z2 = 1.959964 ** 2;
  const centre = share + z2 / (2 * count);
  const half = Math.sqrt(z2 * ((share * (1 - share)) / count + z2 / (4 * count * count)));
  return [(centre - half) / (1 + z2 / count), (centre + half) / (1 + z2 / count)];
}

/** Mean negative log-likelihood, in nats, of log-odds divided by a temperature. */
export function logLoss(judged: readonly Judged[], temperature = 1): number {
  const losses = judged.map(({ logit, label }) => Math.log1p(Math.exp((label ? -logit : logit) / temperature)));
  return losses.reduce((sum, loss) => sum + loss, 0) / judged.length;
}

/**
 * The temperature that makes probabilities fit best (Guo et al. 2017, "On calibration of modern neural networks"): golden
 * section search over its logarithm, in which the loss has one minimum.
 */
export function bestTemperature(judged: readonly Judged[]): number {
  const golden = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [Math.log(0.1), Math.log(10)];
  while (high - low > 1e-6) {
    const step = golden * (high - low);
    const [a, b] = [high - step, low + step];
    if (logLoss(judged, Math.exp(a)) < logLoss(judged, Math.exp(b))) high = b;
    else low = a;
  }
  return Math.exp((low + high) / 2);
}

/** Expected calibration error of P(positive) over equally wide bins: mean distance of what was said from what was so. */
export function calibrationError(judged: readonly Judged[], bins = 10): number {
  const totals = Array.from({ length: bins }, () => ({ said: 0, so: 0 }));
  for (const { logit, label } of judged) {
    const probability = 1 / (1 + Math.exp(-logit));
    const bin = totals[Math.min(bins - 1, Math.floor(probability * bins))]!;
    bin.said += probability;
    bin.so += label;
  }
  return totals.reduce((sum, { said, so }) => sum + Math.abs(said - so), 0) / judged.length;
}

/** The value that `share` of all values do not exceed. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)]!;
}
