import * as v from 'valibot';
import type { ProbeOutcome } from '../../measure/probes/types';
import { deviceFacts } from './facts';
import type { Environment } from '../../record/record';

const KEY = 'nearside.probes/1';

const rate = v.pipe(v.number(), v.finite(), v.gtValue(0));
const words = v.pipe(v.string(), v.maxLength(300));

const figureSchema = v.strictObject({
  unit: v.picklist(['FLOP/s', 'OP/s', 'B/s']),
  perSecond: rate,
  interval: v.tuple([rate, rate]),
  n: v.pipe(v.number(), v.integer(), v.minValue(1)),
  what: words,
  threads: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  adapter: v.optional(words),
  software: v.optional(v.boolean()),
  precision: v.optional(words),
});

const storedSchema = v.strictObject({
  /** Of the device that it was measured on: a profile may have been carried to another, or the GPU changed. */
  device: v.pipe(v.string(), v.maxLength(2000)),
  at: v.pipe(v.string(), v.isoTimestamp()),
  probes: v.record(
    words,
    v.union([
      v.strictObject({ ok: v.literal(true), figure: figureSchema }),
      v.strictObject({
        ok: v.literal(false),
        reason: v.strictObject({ code: words, message: v.string(), detail: v.optional(v.string()) }),
      }),
    ]),
  ),
});

/** Outcomes by the probe's id. */
export type Probes = Readonly<Record<string, ProbeOutcome>>;

export interface StoredProbes {
  readonly at: string;
  readonly probes: Probes;
}

/** @returns undefined where nothing is stored, or not of this device, or it is none of ours */
export function readProbes(environment: Environment): StoredProbes | undefined {
  try {
    const stored = v.safeParse(storedSchema, JSON.parse(localStorage.getItem(KEY) ?? 'null'));
    return stored.success && stored.output.device === deviceFacts(environment) ? stored.output : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps them for the next visit, where the browser does. */
export function writeProbes(environment: Environment, { at, probes }: StoredProbes): void {
  try {
    localStorage.setItem(KEY, JSON.stringify({ device: deviceFacts(environment), at, probes }));
  } catch {
    // Full or refused: they are there until the page is left.
  }
}
