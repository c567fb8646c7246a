import { filesOf, isFromHub } from '../hub/fromHub';
import { artefactBytes } from '../models/artefact';
import type { Artefact, ModelCard } from '../models/card';
import { isDrawn } from '../models/drawn';
import { weightWork } from '../models/work';
import type { Agreement, Cell, Flag, Phases, TriedBuild, Visit } from '../record/record';
import { Problem, problemKinds } from '../domain/problem';
import { toProblem } from '../domain/toProblem';
import { wrongAnswer } from '../sessions/proof';
import type { Answer } from '../tasks/types';
import type { Opened } from '../sessions/types';
import type { Answered } from '../workloads/inference/answer';
import { median, sorted } from '../statistics/samples';
import type { CellPlan } from './cellPlan';
import { summarise } from './summarise';

/** What is known of a cell so far. */
export interface CellFacts {
  readonly plan: CellPlan;
  readonly chain: readonly { readonly card: ModelCard; readonly artefact: Artefact }[];
  readonly opened?: Opened;
  /** Builds of the runtime that came before and did not do. */
  readonly tried: readonly TriedBuild[];
  readonly answered?: Answered;
  readonly phases: Phases;
  readonly openings: NonNullable<Cell['openings']>;
  readonly agreement?: Readonly<Record<string, Agreement>>;
  /** The same check after the last sample. */
  readonly agreementAfter?: Readonly<Record<string, Agreement>>;
  /** Single inferences, and whole answers. */
  readonly visits: readonly Visit[];
  readonly answers: readonly Visit[];
  readonly stagesMs: Readonly<Record<string, readonly number[]>>;
  /** What else the workload measured. */
  readonly metrics?: Cell['metrics'];
  readonly batch: number;
  readonly flags: readonly Flag[];
}

/** Overheads may be 0 on a coarse clock, where `sorted` refuses a sample that cannot be. */
export function medianOrZero(valuesMs: readonly number[]): number {
  const positive = valuesMs.filter((ms) => ms > 0);
  return positive.length > valuesMs.length / 2 ? median(sorted(positive)) : 0;
}

/** A cell as the record keeps it. A problem decides the status; without one it is completed if its answers agree. */
export function cellResult(facts: CellFacts, problem?: Problem): Cell {
  const { visits, answers, batch, flags } = facts;
  let steady;
  let whole;
  let failure = problem;
  try {
    steady = visits.length > 0 ? summarise(visits, { batch, flags }) : undefined;
    whole = answers.length > 0 ? summarise(answers, { batch: 1 }) : undefined;
  } catch (refused) {
    failure ??= toProblem(refused, 'summing up');
  }
  failure ??= wrongAnswer(facts) ?? wrongAnswer({ ...facts, agreement: facts.agreementAfter });
  if (!failure && !steady) failure = new Problem('bad-sample', 'No inference could be timed. Run it again.');

  const { metrics } = facts;
  const base = { ...baseOf(facts), stages: stagesOf(facts), answers: whole, ...(metrics && { metrics }) };
  if (failure) {
    const kind = problemKinds[failure.code];
    const { reason } = failure;
    return kind === 'unsupported' ? { ...base, status: kind, reason } : { ...base, status: kind, reason, steady };
  }
  const measured = steady as NonNullable<typeof steady>;
  const macs = macsOf(facts);
  const work = {
    macs,
    ...weightWork(facts.chain, facts.answered?.runs ?? []),
    answerBytes: answerBytesOf(facts),
    gflops: (2 * macs) / (measured.medianMs * 1e6),
  };
  return { ...base, status: 'completed', steady: measured, work };
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

/** Files of all networks with their assets: what the cell downloads where nothing is cached. */
function downloadBytesOf({ chain }: CellFacts): number {
  return chain.reduce((sum, { card, artefact }) => sum + artefactBytes(card, artefact), 0);
}

function baseOf(facts: CellFacts) {
  const { plan, chain, opened, tried, phases, openings, agreement, agreementAfter, answered } = facts;
  const { model, precision, target, input, twin } = plan;
  const last = chain.at(-1)?.artefact;
  // What a model says of the visitor's own picture or sentences is as private as they are.
  const answer = input.id === 'own' || !answered ? undefined : (withoutPictures(answered.answer) as Cell['answer']);
  return {
    model,
    workload: plan.workload,
    ...(precision !== undefined && { precision }),
    ...(twin !== undefined && { twin }),
    target: {
      id: target.id,
      runtime: target.runtime,
      backend: target.backend,
      threads: target.threads,
      build: target.build,
    },
    input: { id: input.id, kind: input.input.kind, detail: input.detail, bytes: input.bytes },
    artefact: last && {
      format: last.format,
      precision: last.precision,
      bytes: downloadBytesOf(facts),
      ...(chain.some(({ card }) => isDrawn(card)) && { drawn: true }),
      ...hubOf(facts),
    },
    actual: opened?.actual,
    ...(tried.length > 0 && { tried: [...tried] }),
    phases,
    ...(openings.length > 0 && { openings: [...openings] }),
    agreement: agreement as Cell['agreement'],
    ...(agreementAfter && { agreementAfter: agreementAfter as Cell['agreementAfter'] }),
    answer,
  };
}

/** Where the model came from, where that is not the site. */
function hubOf({ chain }: CellFacts) {
  const card = chain.at(-1)?.card;
  if (!card || !isFromHub(card)) return undefined;
  const { origin, repository, commit, licence } = card.hub;
  const files = filesOf(card.hub).map(({ path, hash }) => ({ path, hash: hash.hex }));
  return { hub: { origin, repository, commit, ...(licence && { licence: licence.name }), files } };
}

function stagesOf({ visits, answered, chain, stagesMs }: CellFacts) {
  if (visits.length === 0) return undefined;
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
