import { decimals, whole } from '../../domain/number';
import { bound, inMacs, inMs, listed, plural, type TextPart } from '../../domain/words';
import type { Finding, RankedModel } from '../../judge/findings';
import type { LiveCell } from '../../measure/liveCell';
import { UNPROVEN } from '../../record/cellAgreement';
import type { Cell } from '../../record/record';
import type { SideVerdict } from '../../judge/contest';
import type { Show } from './standing';
import { bytes, when } from '../../ui/format';

export const pageWords = {
  title: 'Compare backends · Nearside',
  heading: 'Which backend, for which model?',
  howTo: 'Press a result to read it, an empty cell to run it, a name to run its whole row or column.',
  show: 'Show',
} as const;

export const showNames: Record<Show, string> = { warm: 'Warm', first: 'First' };

export const gridWords = {
  label: 'Models by backends',
  model: 'Model',
  there: 'There',
  /** "5G, 40 ms" */
  farHead: (network: string, rttMs: number) => bound(`${network}, ${inMs(rttMs)}`),
  rowHead: (title: string, verb: string) => `${title}, ${verb}: run its row`,
  columnHead: (name: string) => `${name}: run its column`,
  farHeadName: (network: string, server: string) =>
    `There, simulated: ${network}, ${server}. Choose another network or server`,
} as const;

/** "WASM ×4", "WebGPU jsep"; plain JavaScript by its two letters, since a column is narrow. */
export function columnTitle(backend: string, threads: number | undefined, build: string | undefined): string {
  const short = backend === 'JavaScript' ? 'JS' : backend;
  if (build !== undefined) return `${short} ${build}`;
  return threads === undefined ? short : `${short} ×${threads}`;
}

/** In a cell, without a unit that every other cell has too: "33", "1.4 s". */
export function cellMs(ms: number): string {
  if (ms >= 999.5) return `${ms < 9950 ? decimals(ms / 1000, 1) : whole(ms / 1000)} s`;
  return ms < 0.995 ? decimals(ms, 2) : ms < 9.95 ? decimals(ms, 1) : whole(ms);
}

export const cellWords = {
  empty: '+',
  chosen: '✓',
  queued: '…',
  wrong: 'wrong',
  failed: 'failed',
  cant: 'can’t',
  none: '–',
  percent: (share: number) => `${whole(Math.floor(100 * share))} %`,
} as const;

const what: Record<Show, string> = { warm: 'an inference once warm', first: 'the first inference' };

/** What a screen reader says of a cell, each a sentence. */
export const cellNames = {
  empty: (where: string) => `${where}: not run yet. Press to run it.`,
  chosen: (where: string) => `${where}: chosen. Press to leave it out.`,
  queued: (where: string) => `${where}: waiting for its turn.`,
  running: (where: string, share: number) => `${where}: running, ${cellWords.percent(share)} done.`,
  result: (where: string, ms: number, show: Show, best: boolean) =>
    `${where}: ${inMs(ms)} for ${what[show]}${best ? ', the fastest of its row or level with it' : ''}.`,
  none: (where: string, show: Show) => `${where}: measured, but not ${what[show]}.`,
  wrong: (where: string) => `${where}: its answer is wrong, so it has no rank.`,
  failed: (where: string) => `${where}: failed.`,
  cant: (where: string, reason: string) => `${where}: can’t. ${reason}`,
  far: (title: string, ms: number, wins: boolean) =>
    `${title} in the simulated cloud: ${inMs(ms)}${wins ? ', sooner than here' : ''}.`,
  farNone: (title: string) => `${title} in the simulated cloud: simulated once something of its row was measured here.`,
};

export const where = (title: string, target: string) => `${title} on ${target}`;

export const keyWords = {
  best: 'fastest, or level with it',
  ramp: 'next to it … 10 times slower',
  empty: 'not run yet',
  wrong: 'wrong answer, no rank',
  cant: 'can’t',
  far: 'simulated',
  unit: 'Milliseconds, unless it says s.',
} as const;

/** "about 40 s", "about 3 min", "about 2 h": rounded as roughly as it is known. */
export function about(ms: number): string {
  const seconds = ms / 1000;
  if (seconds < 57) return `about ${Math.max(5, 5 * Math.ceil(seconds / 5))} s`;
  const minutes = seconds / 60;
  return minutes < 90 ? `about ${Math.max(1, Math.round(minutes))} min` : `about ${Math.round(minutes / 60)} h`;
}

const fetched = (count: number) => (count > 0 ? `up to ${bytes(count)} to fetch` : 'nothing to fetch');

export const bar = {
  chosen: (cells: number, ms: number, count: number): readonly TextPart[] => [
    { text: `${plural(cells, 'cell')} chosen`, strong: true },
    { text: ` · ${about(ms)} · ${fetched(count)}` },
  ],
  run: (cells: number) => `Run ${plural(cells, 'cell')}`,
  runAll: (cells: number) => (cells === 1 ? 'Run it' : `Run all ${cells}`),
  running: (done: number, of: number, leftMs: number, waiting: number): readonly TextPart[] => [
    { text: of === 1 ? 'Measuring 1 cell' : `${done} of ${plural(of, 'cell')} measured`, strong: true },
    { text: ` · ${about(leftMs)} left${waiting > 0 ? ` · ${waiting} more waiting` : ''}` },
  ],
  waits: (words: string) => `It is ${words}.`,
  stop: 'Stop',
  clear: 'Clear',
  clearLine: 'Drop what waits',
  choose: 'Choose several',
  choosing: 'Press the cells that are to run together, then Run.',
  idle: (empty: number) =>
    empty === 0 ? 'Every cell that can be measured is.' : `${plural(empty, 'cell is', 'cells are')} not run yet.`,
  first: (title: string, cells: number, ms: number, count: number) =>
    `Nothing is measured yet. The quickest row: ${title} on ${plural(cells, 'backend')}, ${about(ms)}, ${fetched(count)}.`,
  begin: 'Run that row',
  pointed: (where: string, ms: number, count: number) => `${where}: ${about(ms)}, ${fetched(count)}.`,
  reading: 'Reading what was measured before …',
  began: (cells: number) => `Measuring ${plural(cells, 'cell')}.`,
  ended: (cells: number) => `${plural(cells, 'cell')} measured.`,
  stopped: 'Stopped: what was measured until then is kept.',
  copy: 'Copy a link',
  copied: 'The link is copied: it runs these cells wherever it is opened.',
} as const;

export const openRun = 'Open this run to export or share it';

export const settings = {
  open: 'How it is measured',
  scenario: 'How long',
  scenarioLegend: 'How long to measure',
  far: 'There, simulated',
  more: 'More columns',
  moreAbout: 'Numbers of threads, and builds of a runtime, each as a column of its own.',
  moreRows: 'More rows',
  moreRowsAbout: 'The same network with its weights stored in another precision.',
  farFailed: 'The server’s chip could not be fetched. Connect, and choose the server again.',
} as const;

const phases: Record<LiveCell['phase'], string> = {
  waiting: 'Waiting for its turn.',
  runtime: 'Starting the runtime.',
  download: 'Fetching the weights.',
  create: 'Building the network.',
  first: 'First inference.',
  check: 'Checking its answer against the reference.',
  warmup: 'Warming up.',
  steady: 'Measuring.',
  rest: 'Letting the device cool down.',
  done: 'Done.',
};

const megabytes = (count: number) => decimals(count / 1e6, 1);

/** What a cell that runs is doing, in a sentence. */
export function doing({ phase, download, soFar, opening }: LiveCell): string {
  if ((phase === 'runtime' || phase === 'download') && download && download.total > 0) {
    const thing = phase === 'runtime' ? 'the runtime' : 'the weights';
    return download.fromCache
      ? `Reading ${thing} from the cache, ${megabytes(download.total)} MB.`
      : `Fetching ${thing}, ${megabytes(download.received)} of ${megabytes(download.total)} MB.`;
  }
  if (phase === 'steady' && soFar) {
    const which = opening && opening.of > 1 ? `, opening ${opening.number} of ${opening.of}` : '';
    return `Measuring: ${soFar.n} so far${which}.`;
  }
  return phases[phase];
}

export const panel = {
  label: 'The cell that is open',
  close: 'Close',
  over: (model: string, runtime: string) => `${model} · ${runtime}`,
  nothing: 'Nothing is open',
  nothingAbout: 'Press a result for what it rests on: its spread, its first inference, its download, how it agrees.',
  again: 'Run again',
  run: 'Run this cell',
  add: 'Run it next',
  leaveOut: 'Leave it out',
  ship: 'What to ship',
  open: 'Open run',
  empty: 'Not run yet',
  queued: 'Waiting',
  chosen: 'Chosen',
  wrong: 'Wrong',
  failed: 'Failed',
  cant: 'Can’t',
  emptyCost: (ms: number, count: number) => `${about(ms)}, ${fetched(count)}.`,
  queuedAbout: 'It is measured when those before it are done.',
  agrees: '✓ agrees with the reference',
  unproven: (input: Cell['inputAgreement']) =>
    `${UNPROVEN.charAt(0).toUpperCase()}${UNPROVEN.slice(1)}.${input ? ` It wrote ${input.pass ? 'the same tokens as' : 'other tokens than'} ${input.with}.` : ''}`,
  /** "169 ms – 174 ms · 64 inferences in 5 openings" */
  rests: (ci95Ms: readonly [number, number] | undefined, n: number, openings: number) =>
    `${ci95Ms ? `${inMs(ci95Ms[0])} – ${inMs(ci95Ms[1])}` : 'one opening, so no interval'} · ${plural(n, 'inference')} in ${plural(openings, 'opening')}`,
  onTarget: (time: string, title: string) => `${time}, ${title}`,
  flags: (flags: readonly string[]) => `Noted: ${listed(flags)}.`,
  percent: (share: number) => cellWords.percent(share),
  stop: 'Stop',
  measured: (iso: string, scenario: string, runs: number) =>
    runs > 1
      ? `${when(iso)}, ${scenario}, with ${plural(runs - 1, 'earlier run')} of the same`
      : `${when(iso)}, ${scenario}`,
  tookWrong: (time: string) => `It took ${time}, which therefore counts for nothing.`,
  facts: {
    first: 'First inference',
    create: 'Create',
    download: 'Download',
    p90: '9 of 10 within',
    threads: 'Threads',
    next: 'Next best',
    best: 'Best here',
    date: 'Measured',
    compute: 'Arithmetic',
    error: 'Largest error',
  },
  download: (count: number, ms: number | undefined, fromCache: boolean | undefined) =>
    fromCache ? `${bytes(count)}, from the cache` : ms === undefined ? bytes(count) : `${bytes(count)} in ${inMs(ms)}`,
  seenBefore: (ms: number) => `${inMs(ms)}, not the first here`,
  histogram: (n: number, lowMs: number, highMs: number) =>
    `${plural(n, 'inference')}: half of them between ${inMs(lowMs)} and ${inMs(highMs)}.`,
  histogramTable: 'As a table',
  binHead: 'From',
  binTo: 'to',
  binCount: 'Inferences',
} as const;

export const shipHeading = (title: string) => `What to ship of ${title}`;

export const farPanel = {
  title: (network: string, server: string) => `${network}, ${server}`,
  none: 'Not simulated yet',
  noneAbout: 'What is sent and computed is known once a cell of this row was measured here.',
  warm: 'simulated, the connection open',
  facts: { first: 'First request', best: 'Whole answer here', up: 'Sent', down: 'Sent back', trip: 'Round trip' },
  leg: (label: string, ms: number) => `${label}: ${inMs(ms)}.`,
  verdict: ({ winner }: SideVerdict) =>
    winner === 'here'
      ? 'The whole answer is here sooner.'
      : winner === 'there'
        ? 'The cloud would answer sooner.'
        : 'Too close to call.',
  legs: 'Where the time goes, and what it rests on',
  drag: 'Move the server on its page',
  choose: 'Another network or server',
} as const;

/** "A, B and 3 more" */
function some(models: readonly RankedModel[], most = 3): string {
  const shown = models.slice(0, most).map(({ title }) => title);
  const more = models.length - shown.length;
  return listed([...shown, ...(more > 0 ? [`${whole(more)} more`] : [])]);
}

const biggest = (models: readonly RankedModel[]) => models.toSorted((a, b) => b.macs - a.macs)[0];
const smallest = (models: readonly RankedModel[]) => models.toSorted((a, b) => a.macs - b.macs)[0];
const workOf = (model: RankedModel | undefined) => (model ? `${inMacs(model.macs)} in ${model.title}` : '');

/** "WebGPU wins 5 and WASM wins 3" */
const counts = (wins: Extract<Finding, { kind: 'backends' }>['wins']) =>
  listed(wins.map(({ name, models }) => `${name} wins ${whole(models.length)}`));

export const findingWords = {
  label: 'What the matrix shows',
  backends({ wins, undecided, split }: Extract<Finding, { kind: 'backends' }>) {
    const [first] = wins;
    const clear = wins.reduce((sum, { models }) => sum + models.length, 0);
    const open = undecided > 0 ? ` For ${plural(undecided, 'model')} more no backend is clearly the fastest.` : '';
    if (wins.length === 1 && first) {
      return {
        title: `${first.name} wins everywhere`,
        text: `It is the fastest backend for all ${plural(clear, 'model')} that ran on several.${open}`,
      };
    }
    const line = split
      ? ` Every model that ${split.less.name} wins computes less, at most ${workOf(biggest(split.less.models))}, than every one that ${split.more.name} wins, at least ${workOf(smallest(split.more.models))}.`
      : '';
    return {
      title: `Of ${plural(clear, 'model')}, ${counts(wins)}`,
      text: `${wins.map(({ name, models }) => `Fastest on ${name}: ${some(models)}.`).join(' ')}${line}${open}`,
    };
  },
  runtimes({ on, wins, level }: Extract<Finding, { kind: 'runtimes' }>) {
    const of = level + wins.reduce((sum, { models }) => sum + models.length, 0);
    const [first, ...others] = wins;
    const rest = level > 0 ? ` For ${whole(level)} the two can’t be told apart.` : '';
    if (!first) {
      return {
        title: `Level on ${on}`,
        text: `The same weights take both runtimes equally long for all ${plural(of, 'model')}.`,
      };
    }
    const other = others.map(({ name, models }) => ` ${name} is faster for ${some(models)}.`).join('');
    return {
      title: `On ${on}, ${first.name} leads ${whole(first.models.length)} of ${whole(of)}`,
      text: `The same weights in both runtimes: ${first.name} is faster for ${some(first.models)}.${other}${rest}`,
    };
  },
  cloud({ there, here, close }: Extract<Finding, { kind: 'cloud' }>, network: string) {
    const of = there.length + here + close;
    const rest = close > 0 ? ` ${plural(close, 'model is', 'models are')} too close to call.` : '';
    if (there.length === 0) {
      return {
        title: 'The cloud would win none',
        text: `Simulated over ${network}, the connection open: ${whole(here)} of ${plural(of, 'model')} answer sooner here.${rest}`,
      };
    }
    return {
      title: `The cloud would win ${whole(there.length)} of ${whole(of)}`,
      text: `Simulated over ${network}, the connection open: ${some(there)} would be answered sooner there, ${whole(here)} here.${rest}`,
    };
  },
} as const;
