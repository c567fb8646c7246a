import type { Scenario } from '../record/record';
import { median, sorted } from '../statistics/samples';

export interface ScenarioRule {
  readonly label: string;
  /** The rule in words, for the page and the command line. */
  readonly summary: string;
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
    summary:
      'One opening, at least 5 inferences and 1 s, at most 15 s a target. A first impression, not a measurement.',
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
    summary: '5 openings (a slow target at least 3), in all at least 64 inferences and 6 s, at most 60 s a target.',
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
    summary: '8 openings, in all at least 1024 inferences and 60 s, at most 10 minutes a target.',
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
    summary:
      '10 minutes without a pause, one target after another with a minute of rest between: the first minute against the last. It ranks nobody.',
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
    summary:
      'Inferences a second, back to back, over 3 openings, at least 64 inferences and 6 s. No model here is fed batches yet: each inference carries one input.',
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

/** How far a cell has come, in one opening. Its own time alone counts: not the turns of other cells, nor while the tab was hidden. */
export interface Progress {
  /** Warm-ups made after the first inference. */
  readonly warmups: number;
  /** Steady inferences made: samples × batch. */
  readonly inferences: number;
  /** Sum of the steady inferences' durations. */
  readonly steadyMs: number;
  /** Spent on warm-ups and steady inferences since the first inference ended. */
  readonly sinceFirstMs: number;
}

export const NO_PROGRESS: Progress = { warmups: 0, inferences: 0, steadyMs: 0, sinceFirstMs: 0 };

/** A scenario's share for one opening. */
export type OpeningRule = Pick<ScenarioRule, 'warmups' | 'fewestWarmups' | 'minInferences' | 'minMs' | 'capMs'>;

export function openingRule(rule: ScenarioRule): OpeningRule {
  const { warmups, fewestWarmups, minInferences, minMs, capMs, openings, fewestOpenings } = rule;
  return {
    warmups,
    fewestWarmups,
    minInferences: Math.ceil(minInferences / openings),
    minMs: minMs / openings,
    capMs: capMs / fewestOpenings,
  };
}

/**
 * Whether another warm-up comes before the steady phase. Beyond the fewest, only while the rest of the warm-ups and the
 * fewest inferences still fit under the cap at the speed seen so far: a slow cell's time is better spent on samples.
 */
export function wantsMoreWarmups(rule: OpeningRule, progress: Pick<Progress, 'warmups' | 'sinceFirstMs'>): boolean {
  const { warmups, sinceFirstMs } = progress;
  if (warmups >= rule.warmups) return false;
  if (warmups < rule.fewestWarmups) return true;
  const eachMs = sinceFirstMs / warmups;
  const left = rule.warmups - warmups + rule.minInferences;
  return sinceFirstMs + eachMs * left <= rule.capMs;
}

/** Whether the opening has all that the scenario asks of it. */
function isMet(rule: OpeningRule, { inferences, steadyMs }: Progress): boolean {
  return inferences >= rule.minInferences && steadyMs >= rule.minMs;
}

/** Whether the opening ends here: its minimum is met, or its cap is and there is one inference at least. */
export function isDone(rule: OpeningRule, progress: Progress): boolean {
  return isMet(rule, progress) || (progress.inferences >= 1 && progress.sinceFirstMs >= rule.capMs);
}

/** Whether the cap ended it first: the record's flag `capped`. */
export function isCapped(rule: OpeningRule, progress: Progress): boolean {
  return isDone(rule, progress) && !isMet(rule, progress);
}

/**
 * Whether the cell is opened again: while the scenario wants it and what another opening is expected to take fits under the
 * cap of all.
 * @param made progress of the openings so far
 */
export function wantsOpening(rule: ScenarioRule, made: readonly Progress[]): boolean {
  if (made.length >= rule.openings) return false;
  const spentMs = made.reduce((sum, { sinceFirstMs }) => sum + sinceFirstMs, 0);
  const nextMs = made.length > 0 ? spentMs / made.length : 0;
  return made.length === 0 || spentMs + nextMs <= rule.capMs * (1 + 1e-9);
}

export interface Minute {
  /** 1 for the first minute of inference time. */
  readonly minute: number;
  readonly n: number;
  readonly medianMs: number;
}

/**
 * The steady phase minute by minute, for `sustained`. A sample belongs to the minute in which it began; a minute in which
 * none began is left out.
 * @param samplesMs milliseconds an inference, in the order taken
 * @param batch inferences in each sample
 */
export function byMinute(samplesMs: readonly number[], batch: number): Minute[] {
  const minutes = new Map<number, number[]>();
  let elapsedMs = 0;
  for (const sampleMs of samplesMs) {
    const minute = Math.floor(elapsedMs / MINUTE_MS) + 1;
    const samples = minutes.get(minute) ?? [];
    samples.push(sampleMs);
    minutes.set(minute, samples);
    elapsedMs += sampleMs * batch;
  }
  return [...minutes].map(([minute, samples]) => ({ minute, n: samples.length, medianMs: median(sorted(samples)) }));
}
