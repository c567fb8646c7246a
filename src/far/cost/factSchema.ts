import * as v from 'valibot';

const amount = v.pipe(v.number(), v.finite(), v.minValue(0));
const known = v.pipe(v.number(), v.finite(), v.gtValue(0));
const text = v.pipe(v.string(), v.minLength(3));

/** How a figure came to be known; `doubtful` ones are shown beside better ones and never a default. */
export const qualities = ['primary', 'secondary', 'derived', 'unverified', 'doubtful', 'assumption'] as const;

const provenance = {
  id: v.pipe(v.string(), v.regex(/^[a-z\d.-]+$/)),
  title: text,
  source: text,
  /** Year, month or day that the source speaks of; null where it doesn't say. */
  asOf: v.nullable(v.pipe(v.string(), v.regex(/^20\d\d(-\d\d){0,2}$/))),
  quality: v.picklist(qualities),
  note: v.optional(text),
};
const fileOf = <Row extends v.GenericSchema>(row: Row) =>
  v.strictObject({
    /** When the sources were read. Prices change monthly. */
    gathered: v.pipe(v.string(), v.isoDate()),
    rows: v.pipe(v.array(row), v.minLength(1)),
  });
const range = v.pipe(
  v.strictObject({ low: known, high: known }),
  v.check(({ low, high }) => low <= high),
);

/** Each file in `facts/` and what a row of it holds. */
export const factSchemas = {
  tokenPrices: fileOf(v.strictObject({ ...provenance, inputUsdPerMillion: amount, outputUsdPerMillion: amount })),
  /** A tier's price is that of the pictures in it; what comes before the first tier is unknown. */
  picturePrices: fileOf(
    v.strictObject({
      ...provenance,
      tiers: v.pipe(
        v.array(v.strictObject({ fromPerMonth: v.pipe(known, v.integer()), usdPerThousand: amount })),
        v.minLength(1),
      ),
    }),
  ),
  /** One chip, rented with what it needs around it; `chip` is its id in the catalogue, null where it isn't there. */
  chipHours: fileOf(
    v.strictObject({
      ...provenance,
      chip: v.nullable(v.string()),
      usdPerHour: v.strictObject({ low: v.nullable(known), typical: v.nullable(known), high: v.nullable(known) }),
    }),
  ),
  /** One chip, bought, US dollars; `note` says what comes on top. */
  hardware: fileOf(v.strictObject({ ...provenance, chip: v.string(), usd: known })),
  /** Figures for the inputs named in `of`, in their units: what a visitor can choose from. */
  values: fileOf(v.strictObject({ ...provenance, of: v.pipe(v.array(v.string()), v.minLength(1)), value: amount })),
  /** g CO₂ a kWh. */
  grids: fileOf(v.strictObject({ ...provenance, value: known })),
  /** Power of a data centre over that of its machines. */
  pue: fileOf(v.strictObject({ ...provenance, value: v.pipe(v.number(), v.minValue(1)) })),
  /**
   * An average by gigabyte carried (10⁹ bytes), and no marginal cost: one more picture doesn't raise a network's power in
   * proportion.
   */
  networkEnergy: fileOf(v.strictObject({ ...provenance, kwhPerGB: range })),
  publishedEnergy: fileOf(v.strictObject({ ...provenance, joules: range, per: v.picklist(['answer', 'token']) })),
  /** kWh of a model's training. */
  trainingEnergy: fileOf(v.strictObject({ ...provenance, value: known })),
} as const;

export type FactKind = keyof typeof factSchemas;
export type Facts<Kind extends FactKind> = v.InferOutput<(typeof factSchemas)[Kind]>;
export type Fact<Kind extends FactKind> = Facts<Kind>['rows'][number];
