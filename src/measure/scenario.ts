import type { Scenario } from '../record/record';

export interface ScenarioRule {
  readonly label: string;
  /** Openings of each cell, spread over the run: what an interval rests on. */
  readonly openings: number;
  /** Openings among which the cap is shared: a slow cell gets these, or as many as fit. */
  readonly fewestOpenings: number;
  /** In each opening. */
  readonly warmups: number;
  /** Warm-ups that a slow cell makes do with, where all of them and the fewest inferences would not fit under the cap. */
  readonly fewestWarmups: number;
  /** Over all openings. */
  readonly minInferences: number;
  readonly minMs: number;
  /** No inference starts later than this after the first inference, save the one that every cell gets. Over all openings. */
  readonly capMs: number;
  /** How long one visit to a cell lasts before the next cell has its turn. */
  readonly sliceMs: number;
  /** Where set, cells are measured one after another, with so long a rest between them. */
  readonly cooldownMs?: number;
  /** What is reported beside the statistics: inferences a second, or a median for each minute. */
  readonly reports: 'latency' | 'throughput' | 'latency-by-minute';
}

const MINUTE_MS = 60_000;
/** Long enough for caches and GPU clocks to be the cell's own again after a switch, short enough for many rounds. */
const SLICE_MS = 200;

/**
 * How many inferences a cell gets and what is reported. `quick` follows MLPerf Mobile's rapid rule (64 queries and 6 s),
 * `thorough` its normal one (1024 and 60 s); its cap of 10 minutes is the project's own: a cell that takes over 0.6 s an
 * inference is known well enough by then. Five openings in `quick`: the interval over them is 1.2 standard deviations of an
 * opening to each side, where three leave 2.5.
 */
export const scenarioRules: Readonly<Record<Scenario, ScenarioRule>> = {
  preview: {
    label: 'Preview',
    openings: 1,
    fewestOpenings: 1,
    warmups: 3,
    fewestWarmups: 1,
    minInferences: 5,
    minMs: 1000,
    capMs: 15_000,
    sliceMs: SLICE_MS,
    reports: 'latency',
  },
  quick: {
    label: 'Quick',
    openings: 5,
    fewestOpenings: 3,
    warmups: 3,
    fewestWarmups: 1,
    minInferences: 64,
    minMs: 6000,
    capMs: MINUTE_MS,
    sliceMs: SLICE_MS,
    reports: 'latency',
  },
  thorough: {
    label: 'Thorough',
    openings: 8,
    fewestOpenings: 8,
    warmups: 3,
    fewestWarmups: 3,
    minInferences: 1024,
    minMs: MINUTE_MS,
    capMs: 10 * MINUTE_MS,
    sliceMs: SLICE_MS,
    reports: 'latency',
  },
  sustained: {
    label: 'Sustained',
    openings: 1,
    fewestOpenings: 1,
    warmups: 3,
    fewestWarmups: 3,
    minInferences: 1,
    minMs: 10 * MINUTE_MS,
    // The warm-ups come on top of the ten minutes.
    capMs: 12 * MINUTE_MS,
    // A device under load gets hotter only without a pause.
    sliceMs: Infinity,
    cooldownMs: MINUTE_MS,
    reports: 'latency-by-minute',
  },
  offline: {
    label: 'Offline',
    openings: 3,
    fewestOpenings: 3,
    warmups: 3,
    fewestWarmups: 3,
    minInferences: 64,
    minMs: 6000,
    capMs: MINUTE_MS,
    sliceMs: SLICE_MS,
    reports: 'throughput',
  },
};
