import { median, sorted } from '../statistics/samples';
import type { ScenarioRule } from './scenario';

const MINUTE_MS = 60_000;

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
