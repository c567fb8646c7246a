import { sortLanes, type Lane } from '../lane';

export interface Refusal {
  readonly reason: string;
  readonly titles: readonly string[];
}

/** Lanes by what there is to show of them. */
export interface BackendRows {
  /** With a time that counts, the fastest first. */
  readonly timed: readonly Lane[];
  readonly working: readonly Lane[];
  readonly waiting: readonly Lane[];
  /** Wrong, stopped or failed: each with its reason. */
  readonly untimed: readonly Lane[];
  /** Those that can't run here, by reason. */
  readonly refused: readonly Refusal[];
}

export function rowsOf(lanes: readonly Lane[]): BackendRows {
  const sorted = sortLanes(lanes);
  const inState = (...states: Lane['state'][]) => sorted.filter(({ state }) => states.includes(state));
  return {
    timed: inState('completed'),
    working: inState('working'),
    waiting: inState('waiting'),
    untimed: inState('wrong', 'aborted', 'failed'),
    refused: byReason(inState('unsupported')),
  };
}

function byReason(lanes: readonly Lane[]): Refusal[] {
  const groups = new Map<string, string[]>();
  for (const { note = '', title } of lanes) groups.set(note, [...(groups.get(note) ?? []), title]);
  return [...groups].map(([reason, titles]) => ({ reason, titles }));
}

/** Every time that is drawn, ms. */
export function timesOf({ timed, working }: BackendRows): number[] {
  return [...timed, ...working].flatMap(({ medianMs, ci95Ms = [], firstMs = 0 }) =>
    [medianMs ?? 0, firstMs, ...ci95Ms].filter((ms) => ms > 0),
  );
}
