import * as v from 'valibot';

/** A figure that may be unknown: null is never replaced by a guess. */
const figure = v.nullable(v.pipe(v.number(), v.finite(), v.gtValue(0)));

const calibrationSchema = v.strictObject({
  /** Share of the dense peak, 0 to 1, that arithmetic reaches while it runs. */
  utilisation: v.pipe(v.number(), v.gtValue(0), v.maxValue(1)),
  /** Fixed cost of one inference on the chip (launches, synchronisation), ms. */
  overheadMs: v.pipe(v.number(), v.finite(), v.minValue(0)),
  /** True where a figure is borrowed from another chip rather than measured on this one. */
  assumed: v.boolean(),
  /** What the two figures rest on, in words. */
  basis: v.pipe(v.string(), v.minLength(8)),
});

/** One chip, `<id>.json` in this folder; the field's names are the hardware catalogue's. */
export const chipSchema = v.looseObject({
  /** When the figures were gathered. */
  asOf: v.pipe(v.string(), v.isoDate()),
  vendor: v.string(),
  name: v.string(),
  year: v.pipe(v.number(), v.integer(), v.minValue(1970)),
  class: v.picklist(['server', 'laptop', 'phone', 'edge']),
  /** `cloud`: a network round trip and the host's overhead come on top. */
  hop: v.picklist(['local', 'cloud']),
  /** 10¹² operations a second by precision, dense, 1 MAC = 2 operations: marketing doubles it by sparsity. */
  peak_tops_dense: v.record(v.string(), figure),
  process_nm: figure,
  mem_type: v.nullable(v.string()),
  /** 10⁹ bytes a second. */
  mem_bw_gbps: figure,
  /** Decimal megabytes. */
  onchip_mb: figure,
  /** Decimal gigabytes. */
  mem_gb: figure,
  /** Thermal design or board power, as `src` says. */
  power_w: figure,
  notes: v.string(),
  /** Where each field comes from: a key of `sources` with a comment after it, or `derived`, `null` or `unverified`. */
  src: v.record(v.string(), v.string()),
  src_quality: v.strictObject({
    primary: v.number(),
    secondary: v.number(),
    derived: v.number(),
    unverified: v.number(),
    null: v.number(),
  }),
  /** A secondary source may hold a figure in a sibling page: open it before quoting the figure as fact. */
  sources: v.record(v.string(), v.strictObject({ quality: v.picklist(['primary', 'secondary']), title: v.string() })),
  /**
   * How much of its peak real inference reaches. Absent where nobody has measured it: no estimate is made then.
   *
   * From MLPerf Inference logs, for instance, the chip is given its batched utilisation and a fixed cost apart: at batch 1
   * ResNet-50 (4.1 GMAC) shows 8–10 % of peak on T4 and L4, but most of that time doesn't grow with the network
   * (single-stream less offline time a picture: 0.65 and 0.28 ms). Using the 8–10 % *and* the fixed cost would count it
   * twice; using the 8–10 % alone would promise a MobileNet (0.3 GMAC) in 0.03 ms, where a T4 logged 0.54 ms for
   * SSD-MobileNet.
   */
  calibration: v.optional(calibrationSchema),
});

export type Chip = v.InferOutput<typeof chipSchema>;
export type Calibration = v.InferOutput<typeof calibrationSchema>;
