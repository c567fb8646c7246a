import { artefactBytes } from '../models/artefact';
import type { Artefact, ModelCard } from '../models/card';
import type { Agreement, Cell, Flag, Phases, TriedBuild } from '../record/record';
import { Problem, problemKinds, toProblem } from '../domain/problem';
import { wrongAnswer } from '../sessions/proof';
import type { Target } from '../runtimes/target';
import type { Answer } from '../tasks/types';
import type { RunInput } from '../input/runInput';
import type { Opened } from '../sessions/types';
import type { Answered } from '../workloads/inference/answer';
import { median, sorted } from '../statistics/samples';
import { summarise } from './statistics';

/** What is known of a cell so far. */
export interface CellFacts {
  readonly model: string;
  readonly target: Target;
  readonly input: RunInput;
  readonly chain: readonly { readonly card: ModelCard; readonly artefact: Artefact }[];
  readonly opened?: Opened;
  /** Builds of the runtime that came before and did not do. */
  readonly tried: readonly TriedBuild[];
  readonly answered?: Answered;
  readonly phases: Phases;
  readonly agreement?: Readonly<Record<string, Agreement>>;
  readonly samplesMs: readonly number[];
  readonly stagesMs: Readonly<Record<string, readonly number[]>>;
  readonly batch: number;
  readonly seed: number;
  readonly flags: readonly Flag[];
}

/** Overheads may be 0 on a coarse clock, where `sorted` refuses a sample that cannot be. */
export function medianOrZero(valuesMs: readonly number[]): number {
  const positive = valuesMs.filter((ms) => ms > 0);
  return positive.length > valuesMs.length / 2 ? median(sorted(positive)) : 0;
}

/** A cell as the record keeps it. A problem decides the status; without one it is completed if its answer agrees. */
export function cellResult(facts: CellFacts, problem?: Problem): Cell {
  const { samplesMs, batch, seed, flags } = facts;
  let steady;
  let failure = problem;
  try {
    steady = samplesMs.length > 0 ? summarise(samplesMs, { batch, seed, flags }) : undefined;
  } catch (refused) {
    failure ??= toProblem(refused, 'summing up');
  }
  failure ??= wrongAnswer(facts);
  if (!failure && !steady) failure = new Problem('bad-sample', 'No inference could be timed. Run it again.');

  const base = { ...baseOf(facts), stages: stagesOf(facts) };
  if (failure) {
    const kind = problemKinds[failure.code];
    const { reason } = failure;
    return kind === 'unsupported' ? { ...base, status: kind, reason } : { ...base, status: kind, reason, steady };
  }
  const measured = steady as NonNullable<typeof steady>;
  const macs = macsOf(facts);
  const work = {
    macs,
    weightBytes: weightBytesOf(facts),
    answerBytes: answerBytesOf(facts),
    gflops: (2 * macs) / (measured.medianMs * 1e6),
  };
  return { ...base, status: 'completed', steady: measured, work };
}

function weightBytesOf({ chain }: CellFacts): number {
  return chain.reduce((sum, { card, artefact }) => sum + artefactBytes(card, artefact), 0);
}

/** A record is read and shared as text: pictures stay out of it. */
function withoutPictures(answer: Answer): Answer {
  const { pictures: _, sentBytes: __, ...rest } = answer;
  return rest;
}

/** What a server would send back: the answer as JSON, and its pictures. */
function answerBytesOf({ answered }: CellFacts): number {
  const answer = answered?.answer;
  if (!answer) return 2;
  return new TextEncoder().encode(JSON.stringify(withoutPictures(answer))).length + (answer.sentBytes ?? 0);
}

function baseOf(facts: CellFacts) {
  const { model, target, input, chain, opened, tried, phases, agreement, answered } = facts;
  const last = chain.at(-1)?.artefact;
  // What a model says of the visitor's own picture or sentences is as private as they are.
  const answer = input.id === 'own' || !answered ? undefined : (withoutPictures(answered.answer) as Cell['answer']);
  return {
    model,
    workload: 'inference',
    target: {
      id: target.id,
      runtime: target.runtime,
      backend: target.backend,
      threads: target.threads,
      build: target.build,
    },
    input: { id: input.id, kind: input.input.kind, detail: input.detail, bytes: input.bytes },
    artefact: last && { format: last.format, precision: last.precision, bytes: weightBytesOf(facts) },
    actual: opened?.actual,
    ...(tried.length > 0 && { tried: [...tried] }),
    phases,
    agreement: agreement as Cell['agreement'],
    answer,
  };
}

function stagesOf({ samplesMs, answered, chain, stagesMs }: CellFacts) {
  if (samplesMs.length === 0) return undefined;
  const runs = answered?.runs ?? [];
  return chain.map(({ card }) => ({
    model: card.id,
    runs: runs.filter(({ model }) => model === card.id).length,
    medianMs: medianOrZero(stagesMs[card.id] ?? []),
  }));
}

/** Multiply–accumulates of one answer; a run on another size than the card's counts in proportion to its input. */
function macsOf({ answered, chain }: CellFacts): number {
  const each = (answered?.runs ?? []).map(({ model, elements }) => {
    const macs = chain.find(({ card }) => card.id === model)?.card.macs;
    const counted = macs?.shape.reduce((product, side) => product * side, 1) ?? 1;
    return (macs?.count ?? 0) * (elements / counted);
  });
  return Math.round(each.reduce((sum, macs) => sum + macs, 0));
}
