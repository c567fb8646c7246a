import * as v from 'valibot';

/** A figure that may be unknown: null is never replaced by a guess. */
const figure = v.nullable(v.pipe(v.number(), v.finite(), v.gtValue(0)));

const chipSchema = v.looseObject({
  id: v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]*$/)),
  vendor: v.string(),
  name: v.string(),
  year: v.pipe(v.number(), v.integer(), v.minValue(1970)),
  class: v.picklist(['server', 'laptop', 'phone', 'edge']),
  /** `cloud`: a network round trip and the host's overhead come on top. */
  hop: v.picklist(['local', 'cloud']),
  /** 10¹² operations a second by precision, dense, 1 MAC = 2 operations. */
  peak_tops_dense: v.record(v.string(), figure),
  process_nm: figure,
  mem_type: v.nullable(v.string()),
  /** 10⁹ bytes a second. */
  mem_bw_gbps: figure,
  /** Decimal megabytes. */
  onchip_mb: figure,
  /** Decimal gigabytes. */
  mem_gb: figure,
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
});

export const catalogueSchema = v.strictObject({
  meta: v.looseObject({ generated: v.pipe(v.string(), v.isoDate()), count: v.number() }),
  sources: v.record(v.string(), v.strictObject({ quality: v.picklist(['primary', 'secondary']), title: v.string() })),
  chips: v.array(chipSchema),
});

export type Chip = v.InferOutput<typeof chipSchema>;
export type Catalogue = v.InferOutput<typeof catalogueSchema>;
