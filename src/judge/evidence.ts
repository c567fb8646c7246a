import type { Cell, CompletedCell, Environment, Scenario } from '../record/record';
import { runtimeOf, targetTitle } from '../runtimes/target';
import { backendOf, isTwin, threadsOf, type Ranking } from './rank';
import { distinguishable } from '../measure/statistics';
import { fasterThan, inMacs, inMs, listed } from '../domain/words';

export interface VerdictContext {
  readonly environment: Pick<Environment, 'crossOriginIsolated' | 'timerResolutionMs' | 'cores'>;
  readonly scenario: Scenario;
}

interface Case {
  readonly cells: readonly Cell[];
  readonly ranking: Ranking;
  readonly context: VerdictContext;
}

/**
 * Below this the arithmetic of one inference takes an integrated GPU (around 1 TFLOP/s) about 2 ms or less, as much as
 * dispatching a hundred or more kernels does. The project's own rule of thumb: sentences that use it say "likely".
 */
const SMALL_MACS = 1e9;

export const titleOf = (cell: Cell) => targetTitle(cell.target.id, threadsOf(cell));
export const titles = (cells: readonly Cell[]) => listed(cells.map(titleOf));
const runtimeTitle = (cell: Cell) => runtimeOf(cell.target.runtime)?.title ?? cell.target.runtime;

const onGpu = (cell: Cell) => ['webgl', 'webgpu'].includes(backendOf(cell));
const onSoftwareGpu = (cell: Cell) =>
  onGpu(cell) &&
  (cell.actual?.softwareAdapter ?? ('steady' in cell && cell.steady?.flags.includes('software-gpu')) ?? false);
const onHardwareGpu = (cell: Cell) => onGpu(cell) && !onSoftwareGpu(cell);

const figures = ({ steady: { medianMs, ci95Ms, n } }: CompletedCell) =>
  ci95Ms
    ? `${inMs(medianMs)} (95 % interval ${inMs(ci95Ms[0])} to ${inMs(ci95Ms[1])}, n ${n})`
    : `${inMs(medianMs)} (n ${n})`;

/** Every sentence the evidence carries, the most telling first. Causes that are inferred, not measured, say "likely". */
export function evidence(verdictCase: Case): string[] {
  return [
    whyThatSide,
    theNumbers,
    softwareGpu,
    threads,
    runtimesOnOneBackend,
    wrongAnswers,
    tooFewSamples,
    twins,
    ranElsewhere,
    withoutATime,
    isolation,
    reservations,
  ].flatMap((sentences) => sentences(verdictCase));
}

function whyThatSide({ ranking: { winner, ranked } }: Case): string[] {
  if (!winner || winner.work.macs === 0) return [];
  const { macs } = winner.work;
  const several = (winner.stages?.length ?? 1) > 1;
  const size = `${several ? 'The networks are' : 'The network is'} ${macs < SMALL_MACS ? 'small' : 'not small'} (${inMacs(macs)})`;
  if (onHardwareGpu(winner)) {
    const best = ranked.find((cell) => !onGpu(cell));
    if (!best) return [];
    const against = `the best time on the CPU is ${inMs(best.steady.medianMs)}`;
    return macs < SMALL_MACS
      ? [`${size}, yet the GPU more than makes up for its dispatches: ${against}.`]
      : [`${size}: likely enough parallel work to outweigh the cost of GPU dispatches; ${against}.`];
  }
  const best = ranked.find(onHardwareGpu);
  if (onGpu(winner) || !best) return [];
  const against = `the best time on the GPU is ${inMs(best.steady.medianMs)}`;
  const fallback = best.actual?.fallbackNodes
    ? [
        `${best.actual.fallbackNodes} nodes of ${titleOf(best)} ran on the CPU, so data went to and fro: likely part of its time.`,
      ]
    : [];
  return macs < SMALL_MACS
    ? [`${size}, and each GPU dispatch likely costs more than it saves: ${against}.`, ...fallback]
    : [`${size}, and still ${against}; the times alone don't say why.`, ...fallback];
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
function threads({ ranking: { ranked }, context: { environment } }: Case): string[] {
  const wasm = ranked.filter((cell) => backendOf(cell) === 'wasm' && threadsOf(cell) !== undefined);
  return groups(wasm, runtimeTitle).flatMap((cells) => {
    const ordered = cells.toSorted((a, b) => (threadsOf(a) ?? 0) - (threadsOf(b) ?? 0));
    const [one, many] = [ordered[0], ordered.at(-1)];
    if (!one || !many || threadsOf(one) !== 1 || threadsOf(many) === 1) return [];
    const count = threadsOf(many);
    const runtime = runtimeTitle(one);
    const [oneMs, manyMs] = [one.steady.medianMs, many.steady.medianMs];
    if (!distinguishable(one.steady, many.steady, environment.timerResolutionMs))
      return [`Whether ${count} threads help ${runtime} can't be told: the intervals of one and ${count} overlap.`];
    return manyMs < oneMs
      ? [`${count} threads make ${runtime} on WASM ${fasterThan(manyMs, oneMs)} one.`]
      : [`Threads don't help ${runtime} here: ${count} take ${inMs(manyMs)}, one takes ${inMs(oneMs)}.`];
  });
}

/** The same backend, with the same number of threads, in different runtimes: what the runtime itself makes of it. */
function runtimesOnOneBackend({ ranking: { ranked }, context: { environment } }: Case): string[] {
  const comparable = ranked.filter((cell) => !onSoftwareGpu(cell));
  const byBackend = groups(comparable, (cell) => `${backendOf(cell)} ${onGpu(cell) ? '' : threadsOf(cell)}`);
  return byBackend.flatMap(([fastest, ...others]) => {
    const other = others.find((cell) => cell.target.runtime !== fastest?.target.runtime);
    if (!fastest || !other) return [];
    const where = titleOf(fastest).split(' · ').at(-1);
    if (!distinguishable(fastest.steady, other.steady, environment.timerResolutionMs))
      return [`On ${where}, ${runtimeTitle(fastest)} and ${runtimeTitle(other)} can't be told apart.`];
    const comparison = fasterThan(fastest.steady.medianMs, other.steady.medianMs);
    return [`On ${where}, ${runtimeTitle(fastest)} is ${comparison} ${runtimeTitle(other)} for the same network.`];
  });
}

function wrongAnswers({ cells, ranking: { ranked }, context: { environment } }: Case): string[] {
  const fastest = ranked[0];
  return cells.flatMap((cell) => {
    if (cell.status !== 'wrong') return [];
    const { steady } = cell;
    const faster =
      fastest &&
      steady &&
      steady.medianMs < fastest.steady.medianMs &&
      distinguishable(steady, fastest.steady, environment.timerResolutionMs);
    return faster
      ? [`${titleOf(cell)} was faster (${inMs(steady.medianMs)}) but its answer is wrong, so it has no rank.`]
      : [`${titleOf(cell)} has no rank: its answer is wrong.`];
  });
}

function tooFewSamples({ ranking: { unranked } }: Case): string[] {
  if (unranked.length === 0) return [];
  const names = listed(unranked.map((cell) => `${titleOf(cell)} ${figures(cell)}`));
  return [`Too few samples to rank: ${names}.`];
}

function twins({ ranking: { ranked }, context: { environment } }: Case): string[] {
  return ranked.flatMap((cell, index) => {
    const twin = ranked.slice(index + 1).find((other) => isTwin(cell, other));
    if (!twin) return [];
    const same = `${cell.target.id} and ${twin.target.id} came down to the same thing here (${titleOf(cell)})`;
    return distinguishable(cell.steady, twin.steady, environment.timerResolutionMs)
      ? [
          `${same} and yet one was ${fasterThan(cell.steady.medianMs, twin.steady.medianMs)} the other: differences of that size mean little here.`,
        ]
      : [`${same} and are no rivals.`];
  });
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
  const wasm = cells.filter((cell) => cell.status === 'completed' && backendOf(cell) === 'wasm');
  const wantedMore = wasm.some((cell) => cell.target.threads !== 1);
  const oneThread = wasm.every((cell) => threadsOf(cell) === 1);
  return !environment.crossOriginIsolated && environment.cores > 1 && wantedMore && oneThread
    ? ['The page is not cross-origin isolated, so WASM had one thread only.']
    : [];
}

/** What weakens the verdict, for the cells that it rests on. */
function reservations({ ranking: { winner, tied }, context: { scenario } }: Case): string[] {
  const contenders = winner ? [winner] : tied;
  const flagged = (flag: string) => contenders.filter(({ steady }) => steady.flags.some((own) => own === flag));
  const about = (flag: string, words: string) =>
    flagged(flag).length > 0 ? [`${titles(flagged(flag))} ${words}.`] : [];
  const fewest = Math.min(...contenders.map(({ steady }) => steady.n));
  return [
    ...about('spread', 'varied by more than a quarter of the median: other work or heat may have interfered'),
    ...about('drift', 'slowed down while running, likely from heat'),
    ...about('capped', 'met the time cap before the scenario’s number of inferences'),
    ...(scenario === 'preview' && contenders.length > 0
      ? [
          `This is a preview (n ${fewest}${contenders.length > 1 ? ' at the fewest' : ''}): the quick scenario gives a firmer answer.`,
        ]
      : []),
  ];
}
