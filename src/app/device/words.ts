import { language, significant, whole } from '../../domain/number';
import { rate } from '../../domain/rate';
import { listed, plural, type TextPart } from '../../domain/words';
import { bytes } from '../../ui/format';
import type { Pace } from '../../judge/useWords';
import { isAtLeast } from './paces';

export const paceTitles: Readonly<Record<Pace, string>> = {
  wait: 'wait',
  single: 'photos',
  live: 'live',
  smooth: 'smooth video',
};

const number = (value: number) => significant(value, value >= 100 && value < 1000 ? 3 : 2);

/** "24", "5.5", "1700". */
export const inDigits = number;
/** "24 a second", under one a second "one in 3.2 s". */
export const aSecond = (perSecond: number): string =>
  perSecond >= 0.95 ? `${number(perSecond)} a second` : `one in ${number(1 / perSecond)} s`;

export type DeviceKind = 'phone' | 'tablet' | 'computer';

export interface Counts {
  /** Tasks that there are. */
  readonly total: number;
  /** What each measured task is good for. */
  readonly paces: readonly Pace[];
}

const among = (count: number, measured: number, total: number): string =>
  measured === total ? `${count} of ${total} tasks` : `${count} of the ${measured} tasks measured so far`;

const on = (count: number, { total, paces }: Counts): string => {
  if (count < paces.length) return `on ${among(count, paces.length, total)}`;
  return paces.length === total ? `on all ${total} tasks` : `on all ${paces.length} tasks measured so far`;
};

/** The last part: what is left to say of photos. */
function photosToo(photos: number, { paces }: Counts): string {
  if (photos === paces.length) return 'for photos on all.';
  return photos === 0 ? 'too slow even for photos.' : `for photos on ${photos}.`;
}

/** A device is called nothing on the word of one or two tasks of many. */
const FEWEST_TO_JUDGE = 3;

/** What one task says. */
const alone: Readonly<Record<Pace, string>> = {
  smooth: 'A first look: fast enough for smooth video on the one task measured.',
  live: 'A first look: fast enough for live use, not for smooth video, on the one task measured.',
  single: 'A first look: fast enough for photos, not for live use, on the one task measured.',
  wait: 'A first look: too slow even for photos on the one task measured.',
};

/**
 * "A quick laptop: fast enough for live use on 8 of 11 tasks, for photos on all." Quick is what is fit for live use on half of the tasks
 * or more, steady what is fit for photos on half.
 */
export function headline(kind: DeviceKind, counts: Counts): readonly TextPart[] {
  const { paces } = counts;
  const [first, ...others] = paces;
  if (first === undefined) return [{ text: `What is this ${kind} good for?` }];
  if (others.length === 0 && counts.total > 1) return [{ text: alone[first] }];
  const fit = (least: Pace) => paces.filter((pace) => isAtLeast(pace, least)).length;
  const [live, photos, video] = [fit('live'), fit('single'), fit('smooth')];
  const quick = 2 * live >= paces.length ? 'A quick' : 2 * photos >= paces.length ? 'A steady' : 'A slow';
  const isJudged = paces.length >= FEWEST_TO_JUDGE || paces.length === counts.total;
  const start = { text: isJudged ? `${quick} ${kind}: ` : 'A first look: ' };
  if (live === paces.length) {
    const near = { text: `fast enough for live use ${on(live, counts)},`, tone: 'near' } as const;
    return [start, near, { text: video === 0 ? ' for smooth video on none.' : ` for smooth video on ${video}.` }];
  }
  if (live > 0) {
    const near = { text: `fast enough for live use ${on(live, counts)},`, tone: 'near' } as const;
    return [start, near, { text: ` ${photosToo(photos, counts)}` }];
  }
  if (photos > 0) {
    const near = { text: `fast enough for photos ${on(photos, counts)},`, tone: 'near' } as const;
    return [start, near, { text: ' for live use on none.' }];
  }
  return [start, { text: 'too slow even for photos on every task that was measured.' }];
}

const day = (iso: string) => new Intl.DateTimeFormat(language, { day: 'numeric', month: 'long' }).format(new Date(iso));

export const nothingYet =
  'Measure it: each task answers on its likely best backends, then arithmetic and memory are timed. What is found stays on this device.';

export interface CloudCount {
  readonly here: number;
  readonly close: number;
  readonly title: string;
  readonly rttMs: number;
}

/** "Faster than a cloud 60 ms away (…, simulated) on 8 of them." */
export function againstCloud({ here, close, title, rttMs }: CloudCount, measured: number): string {
  const cloud = `a cloud ${rttMs} ms away (${title}, simulated)`;
  const even = close > 0 ? `, about as fast on ${close}` : '';
  const all = measured === 1 ? 'on it' : 'on all of them';
  if (close === measured) return `About as fast as ${cloud}.`;
  if (here === measured) return `Faster than ${cloud} ${all}.`;
  if (here === 0) return close > 0 ? `Never faster than ${cloud}${even}.` : `Slower than ${cloud} ${all}.`;
  return `Faster than ${cloud} on ${here} of them${even}.`;
}

/** @param kept whether the browser keeps them for the next visit */
export const sourceOf = (runs: number, since: string, kept: boolean): string =>
  kept
    ? `From ${plural(runs, 'run')} in this browser since ${day(since)}, kept here and nowhere else.`
    : `From ${plural(runs, 'run')} in this browser, gone when this page is closed.`;

export const impression = 'Figures of tasks that were opened only once are a first impression.';

export const measureAll = 'Measure my device (about two minutes)';
export const measureAgain = 'Measure again';
export const measureRest = (left: number): string => `Measure the ${left === 1 ? 'task' : `${left} tasks`} left`;
export const stoppedEarly = 'Stopped before anything was measured.';
export const starting = 'Getting ready …';
export const enough = 'Enough, keep this';

export const toFetch = (size: number): string =>
  size === 0
    ? 'Nothing more is downloaded.'
    : `Downloads up to ${bytes(size)}, less where the host compresses; it is kept for the next time.`;

export interface Doing {
  readonly what: string;
  readonly where: string;
}

/** What is timed, and where; of a matrix product that is its target. */
export const probeNames = {
  'matrix-product': { what: 'Arithmetic', where: '' },
  'memory-copy': { what: 'Memory', where: 'one thread of the processor' },
  'gpu-copy': { what: 'Memory', where: 'the GPU' },
} as const;

export const doing = ({ what, where }: Doing, waits?: string): string =>
  waits ? `${what} on ${where}: ${waits}` : `${what} on ${where} …`;

export const stepOf = (done: number, steps: number): string => `${done} of ${steps} done`;

/** "about 1 min 20 s left": in tens of seconds, since more would be a promise. */
export function timeLeft(ms: number): string {
  const seconds = Math.max(10, Math.ceil(ms / 10_000) * 10);
  if (seconds < 60) return `about ${seconds} s left`;
  const rest = seconds % 60;
  return rest === 0 ? `about ${seconds / 60} min left` : `about ${Math.floor(seconds / 60)} min ${rest} s left`;
}

/** What was tried and gave no figure, in a sentence; the first reason stands for all. */
export const failures = (count: number, reason: string): string =>
  count === 1 ? `One measurement failed: ${reason}` : `${count} measurements failed, the first of them: ${reason}`;

export const goodFor = (tasks: readonly string[], pace: Pace): string | undefined => {
  if (tasks.length === 0) return undefined;
  const those = listed(tasks);
  switch (pace) {
    case 'smooth':
      return `Smooth video, 30 a second and more: ${those}.`;
    case 'live':
      return `Live use, 10 a second and more: ${those}.`;
    case 'single':
      return `Photos, one a second and more, too slow for live use: ${those}.`;
    case 'wait':
      return `One has to wait: ${those}.`;
  }
};

export function bestBackends(counts: readonly (readonly [title: string, tasks: number])[]): string {
  const parts = counts.map(([title, tasks]) => `${title} for ${plural(tasks, 'task')}`);
  return `Fastest of the backends tried: ${listed(parts)}.`;
}

export const goodForCaption = 'Whole answers a second on the best backend of each task. Further right is faster.';
export const perSecondMark = (perSecond: number): string => `${whole(perSecond)}/s`;
export const notMeasured = 'not measured yet';
export const nearKey = 'this device, measured';
export const farKey = (title: string, rttMs: number): string =>
  `a cloud ${rttMs} ms away (${title}), one request after another, simulated`;
export const asTable = 'As a table';

/** More than one where they can't be told apart. */
export const targetsOf = (targets: readonly string[]): string =>
  targets.length === 1 ? (targets[0] ?? '') : `${targets[0]} or ${plural(targets.length - 1, 'other')}`;

export const answerTime = (time: string, [low, high]: readonly string[], spread: string): string =>
  `${time} (${spread} ${low} to ${high})`;

export { rate };

/** A figure in large type, and what it is. */
export interface KeyFigure {
  readonly value: string;
  readonly label: string;
}

const NONE = '–';
export const isKnown = ({ value }: KeyFigure): boolean => value !== NONE;

export const arithmeticFigure = (speed?: { readonly perSecond: number; readonly title: string }): KeyFigure =>
  speed
    ? { value: rate(speed.perSecond, 'FLOP/s'), label: `${speed.title}, matrix product` }
    : { value: NONE, label: 'arithmetic: not measured yet' };

export const memoryFigure = (memory?: {
  readonly perSecond: number;
  readonly where: 'processor' | 'gpu';
}): KeyFigure => {
  if (!memory) return { value: NONE, label: 'memory: not measured yet' };
  const label = memory.where === 'gpu' ? 'memory, copied on the GPU' : 'memory, copied by one thread';
  return { value: rate(memory.perSecond, 'B/s'), label };
};

export const firstAnswerFigure = (time?: string): KeyFigure =>
  time
    ? { value: time, label: 'to a first answer in half of the tasks, once fetched' }
    : { value: NONE, label: 'to a first answer: not measured yet' };

const signed = new Intl.NumberFormat(language, {
  style: 'percent',
  maximumFractionDigits: 0,
  signDisplay: 'exceptZero',
});

export const warmthFigure = (warmth?: { readonly change: number; readonly minutes: number }): KeyFigure =>
  warmth
    ? {
        value: signed.format(warmth.change).replace('-', '−').replace('%', ' %'),
        label: `change of its speed after ${plural(warmth.minutes, 'minute')} without a pause`,
      }
    : { value: NONE, label: 'after ten minutes without a pause: not measured yet' };

export const speedsTitle = 'How fast each backend is';
export const speedsCaption = 'Matrix product, thousand million operations a second';
export const speedsMean =
  'It is what dense arithmetic in single precision reaches at its best here. Networks reach less: they also move memory, and wait.';
export const noSpeeds = 'Not measured yet: measuring the device times the same matrix product on each backend.';
export const gigas = (perSecond: number): string => inDigits(perSecond / 1e9);
export const speedTitle = (backend: string, threads?: number): string =>
  threads === undefined ? backend : `${backend}, ${plural(threads, 'thread')}`;
export const speedInterval = ([low, high]: readonly [number, number], n: number): string =>
  `${gigas(low)} to ${gigas(high)} in 95 % over ${plural(n, 'repeat')} of one opening`;
export const softwareLeftOut =
  'The GPU here is software and was left out: it computes on the processor, whose figures stand here.';

export const ladderTitle = 'Among other chips';
export const ladderCaption = '32-bit arithmetic, on a scale where each step is ten times the last';
export const ladderMeans =
  'Of the other chips it is the peak that was published; of this device what a matrix product reached in this browser, which is less than its peak.';
export const ladderFinding = (own: string, below?: string, above?: string): string => {
  if (below && above) return `This device reached ${own}: more than the peak of ${below}, less than that of ${above}.`;
  return below
    ? `This device reached ${own}: more than the peak of ${below}.`
    : `This device reached ${own}: less than the peak of ${above}.`;
};
export const noLadder = 'Its place is shown once its arithmetic was measured.';
export const thisDevice = 'this device';

export const warmTitle = 'When it gets warm';
export const warmNone =
  'Not measured yet. Devices that get warm slow down; ten minutes without a pause show by how much.';
export const warmButton = (task: string): string => `Run “${task}” for ten minutes`;
export const warmAgain = 'Run ten minutes again';
export const warmFirst = 'Measure the device first, so that there is a task to run.';
export const warmCaption = (task: string, target: string, minutes: number): string =>
  `${task} on ${target}, ${plural(minutes, 'minute')} without a pause, median of each minute`;
export const warmRunning = (task: string, minutes: number, waits?: string): string => {
  if (waits) return `“${task}”: ${waits}`;
  return minutes < 1
    ? `“${task}” goes on, for less than a minute so far …`
    : `“${task}” goes on, ${minutes} of 10 minutes so far …`;
};
export const warmStart = (time: string): string => `start: ${time}`;
export const warmEnd = (minute: number, time: string): string => `${minute} min: ${time}`;

export const keptTitle = 'Power, and what is kept here';
export const powerOf = (power?: { readonly charging: boolean; readonly level: number }): string => {
  if (!power) return 'this browser doesn’t tell';
  const level = `${whole(100 * power.level)} %`;
  return power.charging ? `on mains, ${level}` : `on battery, ${level}`;
};
export const keptHere = (runs: number, usage?: number): string =>
  !usage ? plural(runs, 'run') : `${plural(runs, 'run')}; ${bytes(usage)} with models and all, by the browser’s count`;

export const share = 'Share my device';
export const print = 'Print';
export const copy = 'Copy';
export const send = 'Send …';
export const close = 'Close';
export const copied = 'Copied.';
export const notCopied = 'The browser let nothing be copied. Select the text and copy it.';
export const shareLabel = 'What is shared';
export const measureFigures = 'Time arithmetic and memory';
