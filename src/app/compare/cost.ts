import { scenarioRules } from '../../measure/scenario';
import type { LiveCell } from '../../measure/liveCell';
import { parseModelRef } from '../../models/modelRef';
import type { Environment, Scenario } from '../../record/record';
import { downloadBytes } from '../../runtimes/fit';
import { isOnSoftware } from '../../runtimes/needs';
import { capabilityOf, parseTarget, runtimeDownload, type Target } from '../../runtimes/target';
import { whatIsHere } from '../seen';
import { macsOf, type Place } from './place';

/** What one thread gives up against two and more, and software against a GPU: rough, as `macsPerMs` is. */
const ONE_THREAD = 1.5;
const SOFTWARE = 100;
/** Starting a worker, and checking the answer. */
const OPENING_MS = 300;

/**
 * About how long a cell takes to measure, ms: a guess from what it has to compute, or from what one inference took before.
 * @param inferenceMs of the same cell, where it was measured
 */
export function expectedMs(
  place: Place,
  scenario: Scenario,
  environment: Environment | undefined,
  inferenceMs?: number,
) {
  const target = parseTarget(place.target);
  const capability = target && capabilityOf(target);
  if (!target || !capability) return 0;
  const rule = scenarioRules[scenario];
  const slower = environment && isOnSoftware(target, environment) ? SOFTWARE : target.threads === 1 ? ONE_THREAD : 1;
  const eachMs = inferenceMs ?? (slower * macsOf(place.model)) / capability.macsPerMs;
  const measuredMs = Math.min(Math.max(rule.minMs, rule.minInferences * eachMs), rule.capMs);
  const firstMs = OPENING_MS + capability.startMs + eachMs;
  // The slowest make do with fewer openings and warm-ups.
  const openings = eachMs * rule.minInferences > rule.capMs ? rule.fewestOpenings : rule.openings;
  const warmups = openings === rule.openings ? rule.warmups : rule.fewestWarmups;
  return measuredMs + openings * (firstMs + warmups * eachMs) + (rule.cooldownMs ?? 0);
}

/** Bytes that measuring these cells still fetches: a runtime and a model's files once, however many cells need them. */
export function bytesToFetch(places: readonly Place[], environment: Pick<Environment, 'userAgent'>): number {
  const here = whatIsHere(environment);
  const runtimes = new Map<string, number>();
  const byModel = new Map<string, Target[]>();
  for (const { model, target: id } of places) {
    const target = parseTarget(id);
    if (!target) continue;
    if (!here.hasRuntime(target))
      runtimes.set(`${target.runtime}-${target.backend}@${target.build ?? ''}`, runtimeDownload(target));
    if (!here.hasWeights(target, parseModelRef(model).model))
      byModel.set(model, [...(byModel.get(model) ?? []), target]);
  }
  const weights = [...byModel].map(([model, targets]) => downloadBytes([model], targets));
  return [...runtimes.values(), ...weights].reduce((sum, bytes) => sum + bytes, 0);
}

/** How far each step of an opening is, of all that it takes. */
const steps: Record<LiveCell['phase'], number> = {
  waiting: 0,
  runtime: 0.05,
  download: 0.1,
  create: 0.25,
  first: 0.35,
  check: 0.45,
  warmup: 0.5,
  steady: 0.75,
  rest: 0,
  done: 1,
};

/** How much of a cell is done, 0 to 1: of its openings, and within one by its step. */
export function shareOf({ phase, opening, result }: LiveCell): number {
  if (result || phase === 'done') return 1;
  if (!opening) return 0;
  return Math.min(1, (opening.number - 1 + steps[phase]) / opening.of);
}

export interface Part {
  readonly expectedMs: number;
  /** 0 to 1. */
  readonly share: number;
}

/** Below this share of the whole, what was expected says more than what was seen. */
const ENOUGH_SEEN = 0.1;

/** About how long a run still takes, ms: what is left of it at the speed seen so far, once there is enough of that. */
export function leftMs(parts: readonly Part[], elapsedMs: number): number {
  const allMs = parts.reduce((sum, part) => sum + part.expectedMs, 0);
  const doneMs = parts.reduce((sum, part) => sum + part.expectedMs * part.share, 0);
  if (allMs === 0) return 0;
  const seen = Math.min(1, doneMs / allMs / ENOUGH_SEEN);
  const pace = doneMs > 0 ? elapsedMs / doneMs : 1;
  return (allMs - doneMs) * (seen * pace + (1 - seen));
}
