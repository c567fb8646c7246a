/** How much of a chip's peak real inference reaches, and what each inference costs on top. */
export interface Efficiency {
  /** Share of the dense peak, 0 to 1, that arithmetic reaches while it runs. */
  readonly utilisation: number;
  /** Fixed cost of one inference on the chip (launches, synchronisation), ms. */
  readonly overheadMs: number;
  /** True where a figure is borrowed from another chip rather than measured on this one. */
  readonly assumed: boolean;
  /** What the two figures rest on, in words. */
  readonly basis: string;
}

/**
 * Calibration by chip id, from MLPerf Inference logs of ResNet-50 (4.1 GMAC a picture).
 *
 * At batch 1 those logs show 8–10 % of peak on T4 and L4, but most of that time is a fixed cost that does not grow with
 * the network: single-stream less offline time a picture is 0.65 ms and 0.28 ms. So the chip is given its batched
 * utilisation and that fixed cost apart. Using the 8–10 % *and* the fixed cost would count it twice; using the 8–10 %
 * alone would promise a MobileNet (0.3 GMAC) in 0.03 ms, where a T4 logged 0.54 ms for SSD-MobileNet.
 */
const efficiencies: Readonly<Record<string, Efficiency>> = {
  t4: {
    utilisation: 0.3861,
    overheadMs: 0.649,
    assumed: false,
    basis: 'MLPerf v3.0 ResNet-50 int8: offline 6,121 pictures/s, single stream 0.812 ms (Dell XE2420)',
  },
  l4: {
    utilisation: 0.4458,
    overheadMs: 0.28,
    assumed: false,
    basis: 'MLPerf v3.0 ResNet-50 int8: offline 13,158 pictures/s, single stream 0.356 ms (NVIDIA)',
  },
  'h100-sxm': {
    utilisation: 0.3805,
    overheadMs: 0.28,
    assumed: true,
    basis: 'MLPerf v3.0 ResNet-50 int8 offline; fixed cost assumed as on the L4',
  },
  'haswell-e5-2699v3': {
    utilisation: 0.219,
    overheadMs: 0,
    assumed: true,
    basis: 'assumed from another CPU at batch 1: Raspberry Pi 4, MobileNetV2 fp32, MLPerf v1.1 open (Krai)',
  },
};

/** @returns undefined where nothing is known of the chip: no estimate is made for it. */
export function efficiencyOf(chipId: string): Efficiency | undefined {
  return efficiencies[chipId];
}
