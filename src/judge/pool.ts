import { nextTask } from '../measure/nextTask';
import { summarise } from '../measure/summarise';
import { keyOf } from '../record/reading';
import type { Cell, CompletedCell, Environment, RunRecord, Steady } from '../record/record';
import { sameDevice } from './sameDevice';

const sameList = (a: readonly string[], b: readonly string[]) => [...a].sort().join() === [...b].sort().join();

/** Whether two runs were made by the same versions under the same conditions on the same device. */
export function sameConditions(a: Environment, b: Environment): boolean {
  return (
    sameList(Object.entries(a.runtimes).flat(), Object.entries(b.runtimes).flat()) &&
    a.crossOriginIsolated === b.crossOriginIsolated &&
    sameDevice(a, b)
  );
}

const pairsOf = ({ only = [] }: RunRecord['params']) => only.map(({ model, target }) => `${model} ${target}`);

/**
 * Whether one run repeats another: asked the same of the same versions on the same device. The seed may differ: it is of the
 * order, which is chance. Previews don't pool, since their single openings are a first impression each.
 */
export function isRepeat(a: RunRecord, b: RunRecord): boolean {
  const { scenario, input, workload, aa } = a.params;
  return (
    scenario !== 'preview' &&
    scenario !== 'sustained' &&
    scenario === b.params.scenario &&
    sameList(a.params.models, b.params.models) &&
    sameList(a.params.targets, b.params.targets) &&
    input !== 'own' &&
    input === b.params.input &&
    workload === b.params.workload &&
    aa === b.params.aa &&
    sameList(pairsOf(a.params), pairsOf(b.params)) &&
    sameConditions(a.environment, b.environment)
  );
}

/** Whether two cells ran the same files on the same thing, so that their openings are of one kind. */
function isAlike(a: CompletedCell, b: CompletedCell): boolean {
  return (
    a.artefact?.bytes === b.artefact?.bytes &&
    a.actual?.backend === b.actual?.backend &&
    a.actual?.threads === b.actual?.threads &&
    a.actual?.build === b.actual?.build &&
    a.actual?.adapter === b.actual?.adapter &&
    a.steady.batch === b.steady.batch
  );
}

/** Joins series of several runs: each run's openings and visits are counted on from those before. */
function joined(series: readonly Steady[]): Steady {
  const visits: Steady['visits'] = [];
  let openings = 0;
  for (const one of series) {
    const first = visits.length;
    visits.push(
      ...one.visits.map((visit) => ({ ...visit, opening: visit.opening + openings, visit: visit.visit + first })),
    );
    openings += Math.max(...one.visits.map(({ opening }) => opening)) + 1;
  }
  // What is found in the samples is found anew; what the protocol said of a run is true of all that it is part of.
  const found = new Set(['few', 'spread', 'drift', 'not-warm', 'batched']);
  const told = series.flatMap(({ flags }) => flags.filter((flag) => !found.has(flag)));
  return summarise(visits, { batch: series[0]?.batch ?? 1, flags: [...new Set(told)] });
}

/** A run with the openings of its repeats. */
export interface Pooled {
  readonly cells: readonly Cell[];
  /** Runs that went into it, the run itself among them. */
  readonly runs: number;
}

/**
 * Pools a run's completed cells with those of its repeats on the same device: openings of several runs are openings, only better
 * spread over time.
 * @param others any runs; those that are no repeats are left out
 */
export async function pool(run: RunRecord, others: readonly RunRecord[]): Promise<Pooled> {
  const repeats = others.filter((other) => other.id !== run.id && isRepeat(run, other));
  const cells: Cell[] = [];
  for (const cell of run.cells) {
    // Summing up thousands of samples takes a while: one cell a task.
    if (repeats.length > 0) await nextTask();
    cells.push(poolCell(cell, repeats));
  }
  return { cells, runs: 1 + repeats.length };
}

function poolCell(cell: Cell, repeats: readonly RunRecord[]): Cell {
  if (cell.status !== 'completed') return cell;
  const alike = repeats.flatMap((repeat) =>
    repeat.cells.filter(
      (other): other is CompletedCell =>
        other.status === 'completed' && keyOf(other) === keyOf(cell) && isAlike(cell, other),
    ),
  );
  if (alike.length === 0) return cell;
  const answers = [cell, ...alike].flatMap((one) => one.answers ?? []);
  return {
    ...cell,
    steady: joined([cell, ...alike].map(({ steady }) => steady)),
    ...(answers.length > 0 && { answers: joined(answers) }),
  };
}
