import { bytesPerNumber } from '../../../domain/precision';
import type { Chip } from '../../../far/chips/schema';
import { originOf } from '../../../far/chips/facts';
import { predict, type Estimate } from '../../../far/prediction/predict';
import { bestPrecision } from '../../../far/prediction/rate';
import { weightsRead } from '../../../far/prediction/traffic';
import type { AnswerWork } from '../../../far/server';
import type { Entry } from './entries';

/** What is asked of every chip. */
export interface Question {
  readonly work: AnswerWork;
  /** Undefined: each chip's own best. */
  readonly precision?: string;
  readonly batch: number;
  /** What the way to a cloud and back takes, ms: a chip beyond the network pays it with each answer. */
  readonly networkMs: number;
}

export interface Power {
  readonly watts: number;
  /** `busy` was measured at work; `typical` its maker's word for that; `most` the board's or the whole machine's maximum. */
  readonly kind: 'busy' | 'typical' | 'most';
  readonly source: string;
}

/** Where the network's weights are while it runs. */
export type Weights = { readonly where: 'chip' | 'memory' | 'link'; readonly bytes: number };

export interface Answered {
  readonly kind: 'answered';
  readonly entry: Entry;
  readonly precision: string;
  readonly estimate: Estimate;
  /** Of the whole batch, with the network where there is one between, ms. */
  readonly totalMs: number;
  readonly lowMs: number;
  readonly highMs: number;
  readonly networkMs: number;
  readonly power?: Power;
  /** Of the chip for one answer; undefined where its power is unknown. */
  readonly joules?: number;
  readonly weights: Weights;
}

export interface Refused {
  readonly kind: 'refused';
  readonly entry: Entry;
  /** A clause: "no fp16 peak is known for …". */
  readonly reason: string;
}

export type Row = Answered | Refused;

/** What a chip draws: measured at work where somebody did, else what its maker or its board is rated at. */
export function powerOf(chip: Chip): Power | undefined {
  if (chip.busy_w) return { watts: chip.busy_w, kind: 'busy', source: originOf(chip, 'busy_w').source };
  if (!chip.power_w) return undefined;
  const { source } = originOf(chip, 'power_w');
  return { watts: chip.power_w, kind: /typical/.test(source) ? 'typical' : 'most', source };
}

function weightsOf(chip: Chip, bytes: number): Weights {
  const read = weightsRead(chip, bytes);
  if (read === 0) return { where: 'chip', bytes };
  return { where: chip.weights_kept?.link ? 'link' : 'memory', bytes: read };
}

/** One chip's answer, or why it gives none. */
export function answerOf(entry: Entry, { work, precision: asked, batch, networkMs }: Question): Row {
  const { chip } = entry;
  const precision = asked ?? bestPrecision(chip);
  if (precision === undefined) return { kind: 'refused', entry, reason: `no peak is known for ${chip.name}` };
  const bytes = bytesPerNumber(precision);
  // `predict` refuses it in words.
  const weightBytes = work.parameters * (bytes ?? 0);
  const estimate = predict(chip, {
    macs: work.macs,
    weightBytes,
    precision,
    batch,
    scenario: 'single-stream',
    launches: work.runs,
  });
  if (estimate.kind === 'refused') return { kind: 'refused', entry, reason: estimate.reason };
  const onTheWay = entry.place === 'cloud' ? networkMs : 0;
  const power = powerOf(chip);
  return {
    kind: 'answered',
    entry,
    precision,
    estimate,
    totalMs: estimate.ms + onTheWay,
    lowMs: estimate.lowMs + onTheWay,
    highMs: estimate.highMs + onTheWay,
    networkMs: onTheWay,
    ...(power && { power, joules: (power.watts * estimate.ms) / 1000 / batch }),
    weights: weightsOf(chip, weightBytes),
  };
}

/** The soonest answer first; those that refuse at the end, by name. */
export function rank(entries: readonly Entry[], question: Question): Row[] {
  return entries
    .map((entry) => answerOf(entry, question))
    .sort((a, b) => {
      if (a.kind === 'answered' && b.kind === 'answered') return a.totalMs - b.totalMs;
      if (a.kind !== b.kind) return a.kind === 'answered' ? -1 : 1;
      return a.entry.name.localeCompare(b.entry.name);
    });
}

/** The answer of least energy, its power being known. */
export const leastEnergy = (rows: readonly Row[]): Answered | undefined =>
  rows
    .filter((row): row is Answered => row.kind === 'answered' && row.joules !== undefined)
    .sort((a, b) => (a.joules as number) - (b.joules as number))[0];
