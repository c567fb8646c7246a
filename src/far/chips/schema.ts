import * as v from 'valibot';

/** A figure that may be unknown: null is never replaced by a guess. */
const figure = v.nullable(v.pipe(v.number(), v.finite(), v.gtValue(0)));

const share = v.pipe(v.number(), v.gtValue(0), v.maxValue(1));
const amount = v.pipe(v.number(), v.finite(), v.minValue(0));

const calibrationSchema = v.strictObject({
  /** Share of the dense peak, 0 to 1, that arithmetic reaches on a large network. */
  utilisation: share,
  /** Fixed cost of one launch on the chip (kernels, transfers, synchronisation), ms. */
  overheadMs: amount,
  /** Share of the memory bandwidth that is reached; absent 1. */
  bandwidth: v.optional(share),
  /** Multiply–accumulates of a network that reaches half of `utilisation`: small layers leave multipliers idle; absent 0. */
  halfMacs: v.optional(amount),
  /**
   * Of ln(measured ÷ predicted), learnt by leaving networks and chips out: a prediction's 80 % interval is 1.28 of it to each
   * side. Absent where nothing was compared.
   */
  sigma: v.optional(amount),
  /** Measurements of this very chip behind the figures; absent: counted nowhere. */
  measurements: v.optional(v.pipe(amount, v.integer())),
  /** True where a figure is borrowed from another chip rather than measured on this one. */
  assumed: v.boolean(),
  /** What the figures rest on, in words. */
  basis: v.pipe(v.string(), v.minLength(8)),
});

/** Runs instead of a precision whose peak isn't published. */
const standInSchema = v.strictObject({
  /** A precision whose peak is known. */
  as: v.string(),
  /** Of that peak. */
  rate: share,
  /** A clause: who does so, or that it is assumed. */
  why: v.pipe(v.string(), v.minLength(8)),
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
  /**
   * What computes: it says what a chip without measurements of its own borrows from, whether its on-chip memory is a cache, and
   * whether any precision may be computed in a wider one. `matrix-engine` is a server's or a laboratory's, `npu` a device's.
   */
  kind: v.picklist(['cpu', 'gpu', 'integrated-gpu', 'npu', 'matrix-engine']),
  /** 10¹² operations a second by precision, dense, 1 MAC = 2 operations: marketing doubles it by sparsity. */
  peak_tops_dense: v.record(v.string(), figure),
  runs: v.optional(v.record(v.string(), standInSchema)),
  process_nm: figure,
  mem_type: v.nullable(v.string()),
  /** 10⁹ bytes a second. */
  mem_bw_gbps: figure,
  /** Decimal megabytes. */
  onchip_mb: figure,
  /** Where the kind's rule (`traffic.ts`) doesn't say which weights stay on the chip from one run to the next. */
  weights_kept: v.optional(
    v.strictObject({
      /** Decimal megabytes. */
      mb: amount,
      /** Whether of weights that are more than that none stay; absent: as many as fit do, unless the memory is a cache. */
      allOrNothing: v.optional(v.boolean()),
      /**
       * How the others come where that isn't through the chip's own memory while it computes: over the host's link, before it
       * computes. 10⁹ bytes a second, and what each launch pays to be set up anew, ms.
       */
      link: v.optional(v.strictObject({ gbps: v.pipe(v.number(), v.gtValue(0)), setUpMs: amount })),
      why: v.pipe(v.string(), v.minLength(8)),
    }),
  ),
  /** Decimal gigabytes. */
  mem_gb: figure,
  /** Thermal design or board power, as `src` says. */
  power_w: figure,
  /** Measured, W. */
  idle_w: v.optional(figure),
  busy_w: v.optional(figure),
  clock_mhz: v.optional(figure),
  /** As found: list prices, prices a chip and hour, with their dates; null where there is none. */
  price: v.nullable(v.record(v.string(), v.nullable(v.union([v.number(), v.string()])))),
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
   * How much of its peak real inference reaches, and beside what fixed cost. Written by `npm run far -- --calibration --write` from
   * the measurements in `../calibration`, on this chip or on others of its kind; a test holds it to them.
   *
   * The two are counted apart: at batch 1 ResNet-50 (4.1 GMAC) shows 8–10 % of peak on T4 and L4, but most of that time doesn't
   * grow with the network (single-stream less offline time a picture: 0.65 and 0.28 ms).
   */
  calibration: v.optional(calibrationSchema),
});

export type Chip = v.InferOutput<typeof chipSchema>;
export type Calibration = v.InferOutput<typeof calibrationSchema>;
