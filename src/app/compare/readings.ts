import type { RankedModel } from '../../judge/findings';
import type { CompletedCell, Environment, Far, RefusedFar, Scenario, Cell } from '../../record/record';
import { againstOf, type Against } from './against';
import type { Row } from './axes';
import type { CellView, RowView } from './cellState';
import { macsOf } from './place';

/** The rows' cells by their references. */
export type RowsShown = ReadonlyMap<string, RowView>;

const outcomesIn = (view: RowView | undefined) =>
  (view?.cells ?? []).flatMap(({ state }) => ('outcome' in state ? state.outcome : []));

/** By the row's reference, a cell that did the work here: what a far side is simulated from. */
export function workOf(rows: RowsShown): Map<string, CompletedCell> {
  const found = [...rows].flatMap(([ref, view]) => {
    const done = outcomesIn(view).find(({ cell }) => cell.status === 'completed')?.cell;
    return done?.status === 'completed' ? [[ref, done] as const] : [];
  });
  return new Map(found);
}

/**
 * Each row's best here against the simulated cloud, the connection open; rows without either are not in it.
 * @param sideOf what was simulated for a row
 */
export function againstAll(
  rows: RowsShown,
  sideOf: (ref: string) => Far | RefusedFar | undefined,
): Map<string, Against> {
  const found = [...rows].flatMap(([ref, { standing }]) => {
    const side = sideOf(ref);
    const against = side && !('problem' in side) ? againstOf(standing.ranking, side) : undefined;
    return against ? [[ref, against] as const] : [];
  });
  return new Map(found);
}

/** What is judged of all rows together. */
export function rankedOf(rows: readonly Row[], shown: RowsShown, against: ReadonlyMap<string, Against>): RankedModel[] {
  return rows.flatMap(({ ref, title }) => {
    const standing = shown.get(ref)?.standing;
    const side = against.get(ref)?.verdict.winner;
    if (standing?.fastestMs === undefined) return [];
    const { ranking, resolutionMs } = standing;
    return [{ title, macs: macsOf(ref), ranking, resolutionMs, ...(side && { side }) }];
  });
}

/** What a decision on one row's model is made from. */
export interface Decided {
  readonly cells: readonly Cell[];
  readonly environment: Environment;
  readonly scenario: Scenario;
  readonly runs: number;
}

/** @returns undefined where fewer than two targets gave a time: there is nothing to decide */
export function decidedOf(view: RowView | undefined): Decided | undefined {
  const outcomes = outcomesIn(view);
  const timed = outcomes.filter(({ cell }) => cell.status === 'completed');
  const [newest] = timed.toSorted((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt));
  if (!newest || timed.length < 2) return undefined;
  const { environment, scenario } = newest;
  const runs = Math.max(...timed.map((outcome) => outcome.runs));
  return { cells: outcomes.map(({ cell }) => cell), environment, scenario, runs };
}

export const emptyIn = (rows: RowsShown): CellView[] =>
  [...rows.values()].flatMap(({ cells }) => cells.filter(({ state }) => state.kind === 'empty'));

/** The row with the least to compute of those that can be measured on several targets, with its empty cells' keys. */
export function quickestRow(
  rows: readonly Row[],
  shown: RowsShown,
): { readonly row: Row; readonly keys: readonly string[] } | undefined {
  return rows
    .map((row) => {
      const cells = shown.get(row.ref)?.cells ?? [];
      return { row, keys: cells.filter(({ state }) => state.kind === 'empty').map(({ key }) => key) };
    })
    .filter(({ keys }) => keys.length > 1)
    .sort((a, b) => macsOf(a.row.ref) - macsOf(b.row.ref))[0];
}
