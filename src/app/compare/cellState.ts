import type { LiveCell } from '../../measure/liveCell';
import type { Outcome } from './outcomes';
import type { Place } from './place';
import { shareOf } from './cost';
import { shadeOf, standingOf, valueOf, type Show, type Standing } from './standing';

/** What a cell of the matrix is at the moment. */
export type CellState =
  | { readonly kind: 'empty' }
  /** Its turn has not come: in the run that is on, or in line behind it. */
  | { readonly kind: 'queued' }
  | { readonly kind: 'running'; readonly share: number; readonly live: LiveCell }
  | {
      readonly kind: 'result';
      readonly outcome: Outcome;
      /** Absent where what is shown was not measured. */
      readonly ms?: number;
      /** Against the row's fastest, 0 to 1. */
      readonly shade: number;
      readonly best: boolean;
    }
  | { readonly kind: 'wrong' | 'failed'; readonly outcome: Outcome }
  | { readonly kind: 'cant'; readonly reason: string };

export interface CellView {
  readonly key: string;
  readonly place: Place;
  readonly state: CellState;
  /** Waiting for Run. */
  readonly chosen: boolean;
}

/** Everything that a cell's state follows from. */
export interface CellFacts {
  readonly key: string;
  readonly place: Place;
  readonly obstacle?: string;
  readonly outcome?: Outcome;
  readonly live?: LiveCell;
  readonly chosen: boolean;
  /** Of a run that is on, or in line behind it. */
  readonly queued: boolean;
}

function stateOf(
  { obstacle, outcome, live, queued }: CellFacts,
  standing: Standing,
  show: Show,
  key: string,
): CellState {
  if (live && !live.result && live.phase !== 'waiting') return { kind: 'running', share: shareOf(live), live };
  if (queued) return { kind: 'queued' };
  if (!outcome) return obstacle === undefined ? { kind: 'empty' } : { kind: 'cant', reason: obstacle };
  const { cell } = outcome;
  if (cell.status === 'completed') {
    const ms = valueOf(cell, show);
    const shade = ms !== undefined && standing.fastestMs !== undefined ? shadeOf(ms, standing.fastestMs) : 0;
    return { kind: 'result', outcome, ms, shade, best: standing.best.has(key) };
  }
  if (cell.status === 'wrong' || cell.status === 'failed') return { kind: cell.status, outcome };
  return cell.status === 'unsupported' ? { kind: 'cant', reason: cell.reason.message } : { kind: 'empty' };
}

export interface RowView {
  readonly standing: Standing;
  readonly cells: readonly CellView[];
}

/** The cells of one row, in the order of the columns. */
export function rowView(facts: readonly CellFacts[], show: Show): RowView {
  const standing = standingOf(
    facts.flatMap(({ outcome }) => outcome ?? []),
    show,
  );
  const cells = facts.map((fact) => ({
    key: fact.key,
    place: fact.place,
    state: stateOf(fact, standing, show, fact.key),
    chosen: fact.chosen,
  }));
  return { standing, cells };
}

const same = (a: CellFacts, b: CellFacts) =>
  a.obstacle === b.obstacle &&
  a.outcome === b.outcome &&
  a.live === b.live &&
  a.chosen === b.chosen &&
  a.queued === b.queued &&
  a.key === b.key;

/** Rows as they were shown last: a row of which nothing has changed is not ranked again. */
export class RowViews {
  readonly #rows = new Map<string, { facts: readonly CellFacts[]; show: Show; view: RowView }>();

  of(ref: string, facts: readonly CellFacts[], show: Show): RowView {
    const last = this.#rows.get(ref);
    const isSame =
      last &&
      last.show === show &&
      last.facts.length === facts.length &&
      last.facts.every((fact, index) => same(fact, facts[index] as CellFacts));
    if (isSame) return last.view;
    const view = rowView(facts, show);
    this.#rows.set(ref, { facts, show, view });
    return view;
  }
}
