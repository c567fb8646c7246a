import type { LiveCell } from '../measure/liveCell';
import { besideMs } from '../record/beside';
import { accordOf, type Accord } from '../record/cellAgreement';
import { keyOf } from '../record/reading';
import type { Cell, Flag } from '../record/record';
import { targetTitle } from '../runtimes/target';

export type LaneState = 'waiting' | 'working' | Cell['status'];

/** A cell as a lane shows it, live or from a record. */
export interface Lane {
  readonly key: string;
  readonly title: string;
  readonly state: LaneState;
  /** What is going on, or why there is no time. */
  readonly note?: string;
  /** 0 to 1 while downloading. */
  readonly progress?: number;
  readonly medianMs?: number;
  readonly ci95Ms?: readonly [number, number];
  readonly firstMs?: number;
  /** What one answer takes beside its inference, ms: a race is run to whole answers. */
  readonly besideMs?: number;
  readonly n?: number;
  readonly flags: readonly Flag[];
  /** Undefined until the answer was compared. */
  readonly accord?: Accord;
  readonly software: boolean;
}

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)}`;

/** ", opening 2 of 5", where there are several. */
const openingNote = (opening: LiveCell['opening']) =>
  opening && opening.of > 1 ? `, opening ${opening.number} of ${opening.of}` : '';

function phaseNote({ phase, download, soFar, opening }: LiveCell): string {
  switch (phase) {
    case 'waiting':
      return 'waiting';
    case 'runtime':
      if (!download) return 'starting the runtime';
      return `fetching the runtime, ${megabytes(download.received)}${
        download.total > 0 ? ` of ${megabytes(download.total)}` : ''
      } MB`;
    case 'download':
      if (!download) return 'downloading';
      return download.fromCache
        ? `from the cache, ${megabytes(download.total)} MB`
        : `downloading ${megabytes(download.received)} of ${megabytes(download.total)} MB`;
    case 'create':
      return 'building the network';
    case 'first':
      return 'first inference';
    case 'check':
      return 'checking the answer';
    case 'warmup':
      return 'warming up';
    case 'steady':
      return `measuring${soFar ? `, ${soFar.n} so far` : ''}${openingNote(opening)}`;
    case 'rest':
      return 'letting the device cool down';
    case 'done':
      return '';
  }
}

export function laneOfCell(cell: Cell): Lane {
  const steady = 'steady' in cell ? cell.steady : undefined;
  return {
    key: keyOf(cell),
    title: targetTitle(cell.target.id, cell.actual?.threads, cell.precision),
    state: cell.status,
    note: cell.status === 'completed' ? undefined : cell.reason.message,
    medianMs: steady?.medianMs,
    ci95Ms: steady?.ci95Ms,
    n: steady?.n,
    flags: steady?.flags ?? [],
    firstMs: cell.phases?.firstMs,
    besideMs: besideMs(cell),
    accord: accordOf(cell.agreement),
    software: cell.actual?.softwareAdapter === true,
  };
}

export function laneOfLive(cell: LiveCell): Lane {
  if (cell.result) return laneOfCell(cell.result);
  const { download } = cell;
  return {
    key: cell.key,
    title: targetTitle(cell.target.id, undefined, cell.precision),
    state: cell.phase === 'waiting' ? 'waiting' : 'working',
    note: phaseNote(cell),
    progress: download && download.total > 0 ? download.received / download.total : undefined,
    medianMs: cell.soFar?.medianMs,
    n: cell.soFar?.n,
    firstMs: cell.firstMs,
    accord: cell.accord,
    flags: [],
    software: false,
  };
}

const order: Record<LaneState, number> = {
  completed: 0,
  working: 1,
  waiting: 2,
  wrong: 3,
  aborted: 4,
  failed: 5,
  unsupported: 6,
};

/** Fastest first, then what is still going on, then what has no rank. */
export function sortLanes(lanes: readonly Lane[]): Lane[] {
  const ms = (lane: Lane) => lane.medianMs ?? Number.MAX_VALUE;
  return [...lanes].sort((a, b) => order[a.state] - order[b.state] || ms(a) - ms(b));
}

/** Smallest 1, 2 or 5 times a power of ten that is at least `value`. */
export function niceCeiling(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 1.5, 2, 3, 4, 5, 6, 8, 10].find((step) => step * power >= value * (1 - 1e-9)) ?? 10) * power;
}

/** "Thread", "few samples": flags in words, for the lane's small print. */
export const flagWords: Record<Flag, string> = {
  few: 'few samples',
  spread: 'times spread widely',
  drift: 'got slower',
  'not-warm': 'got faster: not warm yet',
  capped: 'stopped at the time limit',
  'ended-early': 'ended early',
  batched: 'timed in batches',
  paused: 'paused while hidden',
  'software-gpu': 'software GPU',
  'not-isolated': 'not isolated',
  'main-thread': 'on the page’s own thread',
};
