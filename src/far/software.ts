/** What stands between a request and the chip: parsing, pre- and post-processing, framework. */
export interface Software {
  /** Mean of one request, ms. */
  readonly softwareMs: number;
  /** Spread of that time, lognormal: σ of its logarithm. */
  readonly softwareSigma: number;
  /** Decoding the payload, ms a megabyte (10⁶ bytes) of it. */
  readonly decodeMsPerMB: number;
  /** What the figures rest on, in words. */
  readonly assumption: string;
}

export const compiled: Software = {
  softwareMs: 2,
  softwareSigma: 0.25,
  decodeMsPerMB: 20,
  assumption: 'Own assumption: a compiled engine behind a lean server, 2 ms a request, lognormal (σ 0.25)',
};

export const eager: Software = {
  softwareMs: 11,
  softwareSigma: 0.25,
  decodeMsPerMB: 20,
  assumption:
    'Eager PyTorch adds 10–12 ms at batch 1 (DeepLearningExamples, ResNet-50 on T4 and V100), lognormal (σ 0.25)',
};
