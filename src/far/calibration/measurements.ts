import * as v from 'valibot';
import { bytesPerNumber } from '../../domain/precision';
import { part } from '../../domain/part';
import type { Work } from '../prediction/work';

const positive = v.pipe(v.number(), v.finite(), v.gtValue(0));

/** A network that was measured, by its id: a row of `networks.json`. */
export const networkSchema = v.strictObject({
  /** Multiply–accumulates of one sample. */
  macs: positive,
  parameters: positive,
  /** Of the two figures, and what was done to them. */
  source: v.pipe(v.string(), v.minLength(8)),
});

/** Measurements from one place: a file in `sources/`. */
export const sourceSchema = v.strictObject({
  /** Short, for lists. */
  name: v.pipe(v.string(), v.minLength(2)),
  title: v.pipe(v.string(), v.minLength(8)),
  url: v.pipe(v.string(), v.url()),
  read: v.pipe(v.string(), v.isoDate()),
  /** No figure is fitted to any row: the source judges predictions as measurements do that nobody here has seen. */
  heldOut: v.optional(v.literal(true)),
  rows: v.array(
    v.strictObject({
      /** A file's name in `../chips/`. */
      chip: v.string(),
      /** A key of `networks.json`. */
      network: v.string(),
      precision: v.string(),
      batch: v.pipe(v.number(), v.integer(), v.minValue(1)),
      scenario: v.picklist(['single-stream', 'offline']),
      /** Of one launch in a single stream, of one sample offline. */
      measuredMs: positive,
      activationBytes: v.optional(positive),
      /** Shown, but no figure is fitted to it: `miss` says why. */
      fitted: v.optional(v.literal(false)),
      /** Why the prediction is far off, where that is known. */
      miss: v.optional(v.pipe(v.string(), v.minLength(8))),
    }),
  ),
});

export type NetworkRow = v.InferOutput<typeof networkSchema>;
export type SourceFile = v.InferOutput<typeof sourceSchema>;

/** One published measurement with the work that it was of. */
export interface Measurement extends Work {
  readonly chip: string;
  readonly network: string;
  readonly measuredMs: number;
  /** `fitted` is what figures may be learnt from; `odd` isn’t, for the reason in `miss`; `held-out` judges them. */
  readonly role: 'fitted' | 'odd' | 'held-out';
  readonly miss?: string;
  readonly source: { readonly name: string; readonly title: string; readonly url: string };
}

const files = import.meta.glob<SourceFile>('./sources/*.json', { import: 'default' });
const networks = import.meta.glob<Readonly<Record<string, NetworkRow>>>('./networks.json', { import: 'default' });

/** Fetches every measurement, in the order of the sources' file names. */
export async function loadMeasurements(): Promise<Measurement[]> {
  const [byId, ...sources] = await Promise.all([
    part(networks['./networks.json']!),
    ...Object.values(files).map((load) => part(load)),
  ]);
  return sources.flatMap(({ name, title, url, heldOut, rows }) =>
    rows.map(({ fitted, network, precision, ...row }): Measurement => {
      const { macs, parameters } = byId[network] ?? { macs: Number.NaN, parameters: Number.NaN };
      const weightBytes = parameters * (bytesPerNumber(precision) ?? Number.NaN);
      return {
        ...row,
        network,
        precision,
        macs,
        weightBytes,
        role: heldOut ? 'held-out' : fitted === false ? 'odd' : 'fitted',
        source: { name, title, url },
      };
    }),
  );
}
