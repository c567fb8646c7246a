import type { Cell, CompletedCell, Environment, Scenario, Steady } from '../record/record';
import { isGpu, takesThreads, runtimeOf } from '../runtimes/target';
import { titleOf, titles } from './titles';
import { backendOf, isTwin, threadsOf, type Ranking } from './rank';
import { different, type Floor } from './different';
import { fasterThan } from './faster';
import { inMs, listed, plural } from '../domain/words';

export interface VerdictContext {
  readonly environment: Pick<
    Environment,
    'crossOriginIsolated' | 'sharedMemory' | 'timerResolutionMs' | 'cores' | 'power' | 'pressure'
  >;
  readonly scenario: Scenario;
  /** Runs that the cells' openings come from, 1 where absent. */
  readonly runs?: number;
  /** Of the whole run, where the cells are not all of it. */
  readonly floor?: Floor;
}

interface Given {
  readonly cells: readonly Cell[];
  readonly ranking: Ranking;
  readonly context: VerdictContext;
}

interface Case extends Given {
  /** Whether two series differ on the grounds of this run. */
  readonly apart: (a: Steady, b: Steady) => boolean;
}

const runtimeTitle = (cell: Cell) => runtimeOf(cell.target.runtime)?.title ?? cell.target.runtime;

/** Where a cell really ran. */
const ranOn = (cell: Cell) => ({ runtime: cell.target.runtime, backend: backendOf(cell) });
const onGpu = (cell: Cell) => isGpu(ranOn(cell));
const onThreads = (cell: Cell) => takesThreads(ranOn(cell));
const onSoftwareGpu = (cell: Cell) =>
  onGpu(cell) &&
  (cell.actual?.softwareAdapter ?? ('steady' in cell && cell.steady?.flags.includes('software-gpu')) ?? false);
const onHardwareGpu = (cell: Cell) => onGpu(cell) && !onSoftwareGpu(cell);

const figures = ({ steady: { medianMs, ci95Ms, openings } }: CompletedCell) =>
  ci95Ms
    ? `${inMs(medianMs)} (95 % interval ${inMs(ci95Ms[0])} to ${inMs(ci95Ms[1])}, ${plural(openings, 'opening')})`
    : inMs(medianMs);

/** Every sentence the evidence carries, the most telling first. What was not measured, a cause say, is not in it. */
export function evidence(given: Given): string[] {
  const { ranking, context } = given;
  const grounds = { resolutionMs: context.environment.timerResolutionMs, floor: ranking.floor };
  const verdictCase: Case = { ...given, apart: (a, b) => different(a, b, grounds) };
  return [
    theNumbers,
    repeats,
    theOtherSide,
    softwareGpu,
    threads,
    runtimesOnOneBackend,
    wrongAnswers,
    oneOpening,
    twins,
    ranElsewhere,
    withoutATime,
    isolation,
  ].flatMap((sentences) => sentences(verdictCase));
}

function repeats({ context: { runs = 1 } }: Case): string[] {
  return runs > 1 ? [`With ${plural(runs - 1, 'earlier run')} of the same on this device: ${runs} in all.`] : [];
}

/** The best time on the other kind of processor. The times alone don't say why one is faster, so neither does this. */
function theOtherSide({ ranking: { winner, ranked } }: Case): string[] {
  if (!winner) return [];
  if (onHardwareGpu(winner)) {
    const best = ranked.find((cell) => !onGpu(cell));
    return best ? [`The best time on the CPU is ${inMs(best.steady.medianMs)}.`] : [];
  }
  const best = ranked.find(onHardwareGpu);
  if (onGpu(winner) || !best) return [];
  const fallback = best.actual?.fallbackNodes;
  return [
    `The best time on the GPU is ${inMs(best.steady.medianMs)}.`,
    ...(fallback ? [`${plural(fallback, 'node')} of ${titleOf(best)} ran on the CPU.`] : []),
  ];
}

function theNumbers({ ranking: { winner, ranked, tied } }: Case): string[] {
  if (!winner) return tied.length > 1 ? [`${listed(tied.map((cell) => `${titleOf(cell)} ${figures(cell)}`))}.`] : [];
  const next = ranked.find((cell) => cell !== winner && !isTwin(cell, winner));
  return next ? [`${figures(winner)} against ${figures(next)} for ${titleOf(next)}.`] : [];
}

function softwareGpu({ cells }: Case): string[] {
  const cell = cells.find((candidate) => candidate.status === 'completed' && onSoftwareGpu(candidate));
  if (!cell) return [];
  const known = /\b(?:SwiftShader|llvmpipe|lavapipe|WARP|Microsoft Basic Render)\b/i.exec(cell.actual?.adapter ?? '');
  const name = known ? ` (${known[0]})` : '';
  return [
    `The GPU here is software${name}: it computes on the same CPU cores, so its times say nothing of a real GPU.`,
  ];
}

/** Items with the same key together, each group in the items' order. */
const groups = <T>(items: readonly T[], key: (item: T) => string): T[][] =>
  [...new Set(items.map(key))].map((wanted) => items.filter((item) => key(item) === wanted));

/** One thread against the most, on wasm in the same runtime. */
function threads({ ranking: { ranked }, apart }: Case): string[] {
  const wasm = ranked.filter((cell) => onThreads(cell) && threadsOf(cell) !== undefined);
  return groups(wasm, runtimeTitle).flatMap((cells) => {
    const ordered = cells.toSorted((a, b) => (threadsOf(a) ?? 0) - (threadsOf(b) ?? 0));
    const [one, many] = [ordered[0], ordered.at(-1)];
    if (!one || !many || threadsOf(one) !== 1 || threadsOf(many) === 1) return [];
    const count = threadsOf(many);
    const runtime = runtimeTitle(one);
    const [oneMs, manyMs] = [one.steady.medianMs, many.steady.medianMs];
    if (!apart(one.steady, many.steady))
      return [`Whether ${count} threads help ${runtime} can't be told: one and ${count} took about as long.`];
    return manyMs < oneMs
      ? [`${count} threads make ${runtime} on WASM ${fasterThan(many.steady, one.steady)} one.`]
      : [`Threads don't help ${runtime} here: ${count} take ${inMs(manyMs)}, one takes ${inMs(oneMs)}.`];
  });
}

/** The same backend, with the same number of threads, in different runtimes: what the runtime itself makes of it. */
function runtimesOnOneBackend({ ranking: { ranked }, apart }: Case): string[] {
  const comparable = ranked.filter((cell) => !onSoftwareGpu(cell));
  const byBackend = groups(comparable, (cell) => `${backendOf(cell)} ${onGpu(cell) ? '' : threadsOf(cell)}`);
  return byBackend.flatMap(([fastest, ...others]) => {
    const other = others.find((cell) => cell.target.runtime !== fastest?.target.runtime);
    if (!fastest || !other) return [];
    const where = titleOf(fastest).split(' · ').at(-1);
    if (!apart(fastest.steady, other.steady))
      return [`On ${where}, ${runtimeTitle(fastest)} and ${runtimeTitle(other)} can't be told apart.`];
    const comparison = fasterThan(fastest.steady, other.steady);
    return [`On ${where}, ${runtimeTitle(fastest)} is ${comparison} ${runtimeTitle(other)} for the same network.`];
  });
}

function wrongAnswers({ cells, ranking: { ranked }, apart }: Case): string[] {
  const fastest = ranked[0];
  return cells.flatMap((cell) => {
    if (cell.status !== 'wrong') return [];
    const { steady } = cell;
    const faster = fastest && steady && steady.medianMs < fastest.steady.medianMs && apart(steady, fastest.steady);
    return faster
      ? [`${titleOf(cell)} was faster (${inMs(steady.medianMs)}) but its answer is wrong, so it has no rank.`]
      : [`${titleOf(cell)} has no rank: its answer is wrong.`];
  });
}

/** In a preview every cell is of one opening, and the headline says so. */
function oneOpening({ ranking: { ranked, unranked } }: Case): string[] {
  if (unranked.length === 0 || ranked.length === 0) return [];
  const names = listed(unranked.map((cell) => `${titleOf(cell)} ${figures(cell)}`));
  return [`Opened only once, so not ranked: ${names}.`];
}

const MOST_TWINS = 3;

function twins({ ranking: { ranked }, apart }: Case): string[] {
  const sentences = ranked.flatMap((cell, index) => {
    const twin = ranked.slice(index + 1).find((other) => isTwin(cell, other));
    if (!twin) return [];
    const same = `${cell.target.id} and ${twin.target.id} came down to the same thing here (${titleOf(cell)})`;
    return apart(cell.steady, twin.steady)
      ? [
          `${same} and yet one was ${fasterThan(cell.steady, twin.steady)} the other: differences of that size mean little here.`,
        ]
      : [`${same} and are no rivals.`];
  });
  // An imported run may hold hundreds that read alike.
  return sentences.slice(0, MOST_TWINS);
}

function ranElsewhere({ cells }: Case): string[] {
  return cells.flatMap((cell) =>
    cell.status === 'completed' && backendOf(cell) !== cell.target.backend
      ? [`${cell.target.id} really ran on ${backendOf(cell)}.`]
      : [],
  );
}

function withoutATime({ cells }: Case): string[] {
  const says = { unsupported: "can't run this model here", failed: 'failed', aborted: 'stopped before the end' };
  return Object.entries(says).flatMap(([status, words]) => {
    const those = cells.filter((cell) => cell.status === status);
    return those.length > 0 ? [`${titles(those)} ${words}.`] : [];
  });
}

function isolation({ cells, context: { environment } }: Case): string[] {
  const wasm = cells.filter((cell) => cell.status === 'completed' && onThreads(cell));
  const wantedMore = wasm.some((cell) => cell.target.threads !== 1);
  const oneThread = wasm.every((cell) => threadsOf(cell) === 1);
  if (environment.cores === 1 || !wantedMore || !oneThread) return [];
  if (!environment.crossOriginIsolated) return ['The page is not cross-origin isolated, so WASM had one thread only.'];
  return environment.sharedMemory === false ? ['This browser has no shared memory, so WASM had one thread only.'] : [];
}
