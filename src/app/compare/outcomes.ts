import { pool, sameConditions, type Pooled } from '../../judge/pool';
import type { RunRow } from '../../judge/summary';
import type { Cell, Environment, RunRecord, Scenario } from '../../record/record';
import type { RunStore } from '../../results/store';
import { placeKey, placeOf } from './place';

/** What came of a cell the last time that it was measured soundly, and where that stands. */
export interface Outcome {
  /** With the openings of its repeats, where there are such. */
  readonly cell: Cell;
  readonly environment: Environment;
  readonly scenario: Scenario;
  /** The run's id; absent while it is not stored yet. */
  readonly run?: string;
  readonly createdAt: string;
  /** Runs that its openings come from. */
  readonly runs: number;
}

/** What a cell's times rest on: several openings or an answer found wrong, one opening alone, no time at all. */
function groundOf({ cell }: Outcome): number {
  if (cell.status === 'wrong') return 3;
  if (cell.status === 'completed') return cell.steady.openings > 1 ? 3 : 2;
  return 1;
}

/** Whether an outcome takes another's place: it stands on better ground, or on as good and is newer. */
export function replaces(outcome: Outcome, other: Outcome | undefined): boolean {
  if (!other) return true;
  const [ground, others] = [groundOf(outcome), groundOf(other)];
  if (ground !== others) return ground > others;
  return Date.parse(outcome.createdAt) > Date.parse(other.createdAt);
}

/** What a run says of the cells of the matrix, by their keys: nothing of those that were stopped; a twin is the same cell again. */
export function outcomesOf(record: RunRecord, pooled?: Pooled): Map<string, Outcome> {
  const { id, createdAt, environment, params } = record;
  const own = (pooled?.cells ?? record.cells).filter(
    ({ twin, workload, status }) => !twin && workload === 'inference' && status !== 'aborted',
  );
  return new Map(
    own.map((cell) => [
      placeKey(placeOf(cell)),
      { cell, environment, scenario: params.scenario, run: id, createdAt, runs: pooled?.runs ?? 1 },
    ]),
  );
}

/** Runs that are looked through, newest first: every record is read whole, samples included. */
const MOST_RUNS = 40;

export interface Sought {
  /** Of the page as it is: what another browser, version or device measured says nothing of it. */
  readonly environment: Environment;
  /** Whether a cell was measured on what the matrix measures. */
  readonly isAlike: (cell: Cell) => boolean;
}

const saysSomething = ({ cells }: RunRow) => cells.completed + cells.wrong + cells.failed + cells.unsupported > 0;

/**
 * Looks through the stored runs for what is known of each cell, and tells of it as it is found. What can't be read is left out:
 * the list of runs says so.
 * @param onFound called again and again with all that is known so far
 */
export async function storedOutcomes(
  store: Pick<RunStore, 'list' | 'get'>,
  { environment, isAlike }: Sought,
  onFound: (outcomes: ReadonlyMap<string, Outcome>) => void,
): Promise<void> {
  const found = new Map<string, Outcome>();
  const records: RunRecord[] = [];
  const take = (outcomes: ReadonlyMap<string, Outcome>) => {
    for (const [key, outcome] of outcomes)
      if (isAlike(outcome.cell) && replaces(outcome, found.get(key))) found.set(key, outcome);
    onFound(new Map(found));
  };
  for (const { id } of (await store.list()).runs.filter(saysSomething).slice(0, MOST_RUNS)) {
    const record = await store.get(id).catch(() => undefined);
    if (!record || !sameConditions(environment, record.environment)) continue;
    records.push(record);
    take(outcomesOf(record));
  }
  for (const record of records) {
    const kept = [...found.values()].some(({ run }) => run === record.id);
    const pooled = kept ? await pool(record, records) : undefined;
    if (!pooled || pooled.runs === 1) continue;
    for (const [key, outcome] of outcomesOf(record, pooled))
      if (found.get(key)?.run === record.id) found.set(key, outcome);
    onFound(new Map(found));
  }
}
