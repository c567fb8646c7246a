import { besideMs } from '../record/beside';
import type { Cell, CompletedCell, Far, RefusedFar } from '../record/record';
import { capabilityOf, isGpu, parseTarget, runtimeDownload, takesThreads } from '../runtimes/target';
import type { VerdictContext } from './evidence';
import { howSure, type Sureness } from './howSure';
import { backendOf, isTwin, rank, threadsOf, type Ranking } from './rank';
import { titleOf } from './titles';

/** A target that may be shipped, with what that takes and gives. */
export interface Choice {
  readonly cell: CompletedCell;
  /** As it is asked for, the build that ran included: `ort-webgpu@jsep`. */
  readonly target: string;
  readonly title: string;
  readonly runtime: string;
  /** What a device must offer for it; absent where every browser does. */
  readonly needs?: 'webgl' | 'webgpu';
  /** Whether it used more than one thread, which only an isolated page gets. */
  readonly threaded: boolean;
  /** On the wire without compression, at most: the whole chain's files, and the runtime's script and wasm. */
  readonly bytes: { readonly model?: number; readonly runtime: number };
  /** From everything fetched to the first answer, ms; absent where the record doesn't say. */
  readonly firstMs?: number;
  /** True where this browser had run it before, so that its GPU programs may have been there already. */
  readonly seenBefore: boolean;
  /** A whole answer, once warm: inference with what comes before and after it. */
  readonly totalMs: number;
  /** 95 % interval over openings; absent where there was one. */
  readonly ci95Ms?: readonly [number, number];
  /** One in ten takes longer, ms. */
  readonly p90Ms?: number;
}

/** Why a choice was preferred. */
export type Why =
  /** Nothing else gave a right answer in time. */
  | 'only'
  | 'fastest'
  /** Of single openings the one so far ahead that more seldom change it. */
  | 'ahead'
  /** Among those that can't be told apart: it asks less of browsers than each other, or has fewer bytes, or one or the other, or neither. */
  | 'wider'
  | 'smaller'
  | 'leaner'
  | 'equal';

/** Through a cloud as simulated, ms, and whether that pays. */
export interface CloudInstead {
  readonly firstMs: number;
  readonly warmMs: number;
  readonly pays: 'at once' | 'once connected' | 'no' | 'too close to call';
}

export interface Fallback {
  readonly choice: Choice;
  /** Where the first choice can't be had: without its adapter, or without isolation. */
  readonly when: 'no adapter' | 'not isolated';
}

/** A target with what to fall back to. */
export interface Shipping {
  readonly ship: Choice;
  /** Each asks for less than the one before. */
  readonly fallbacks: readonly Fallback[];
}

/** What a developer should ship of one model, as far as one device can tell. */
export interface Decision extends Shipping {
  readonly why: Why;
  /** Targets that it was preferred to without being faster. */
  readonly over: readonly Choice[];
  /** The same of every other runtime that gave a right answer. */
  readonly alternatives: readonly Shipping[];
  /** Absent where no far side was simulated. */
  readonly cloud?: CloudInstead;
  readonly sureness: Sureness;
  /** Not to be shipped, whatever their speed. */
  readonly wrong: readonly Cell[];
  readonly failed: readonly Cell[];
  /** GPU targets that ran on a GPU in software alone: of a real one nothing is known. */
  readonly onSoftware: readonly CompletedCell[];
}

/** A fallback in the same runtime is one package less; it may be this much slower than the best. */
const SAME_RUNTIME_SLOWER = 1.5;
/** Sizes closer than this are no reason to prefer one. */
const SMALLER = 0.95;
/** Closer than this a simulation, made of assumptions, names no winner. */
const CLOSE = 1.1;

const isSoftware = (cell: CompletedCell) =>
  isGpu({ runtime: cell.target.runtime, backend: backendOf(cell) }) &&
  (cell.actual?.softwareAdapter ?? cell.steady.flags.includes('software-gpu'));

/** A cell as a choice. */
export function choiceOf(cell: CompletedCell): Choice {
  const { actual, phases, target } = cell;
  const on = { runtime: target.runtime, backend: backendOf(cell) };
  const build = target.build ?? actual?.build;
  const id = build === undefined ? target.id : `${target.runtime}-${target.backend}@${build}`;
  const parsed = parseTarget(id) ?? parseTarget(target.id);
  const start = [phases?.createMs, phases?.firstMs];
  return {
    cell,
    target: parsed?.id ?? target.id,
    title: titleOf(cell),
    runtime: target.runtime,
    needs: capabilityOf(on)?.needs,
    threaded: takesThreads(on) && (threadsOf(cell) ?? 1) > 1,
    bytes: { model: cell.artefact?.bytes, runtime: parsed ? runtimeDownload(parsed) : 0 },
    firstMs: start.some((ms) => ms === undefined)
      ? undefined
      : [phases?.runtimeMs, ...start, besideMs(cell)].reduce<number>((sum, ms = 0) => sum + ms, 0),
    seenBefore: phases?.seenBefore === true,
    ...wholeAnswer(cell),
  };
}

/** As it was measured; else the inference, with what was timed around it added. */
function wholeAnswer(cell: CompletedCell): Pick<Choice, 'totalMs' | 'ci95Ms' | 'p90Ms'> {
  const { answers, steady } = cell;
  if (answers) return { totalMs: answers.medianMs, ci95Ms: answers.ci95Ms, p90Ms: answers.p90Ms };
  const beside = besideMs(cell);
  const { ci95Ms, p90Ms } = steady;
  return {
    totalMs: steady.medianMs + beside,
    ci95Ms: ci95Ms && [ci95Ms[0] + beside, ci95Ms[1] + beside],
    p90Ms: p90Ms === undefined ? undefined : p90Ms + beside,
  };
}

/** How much a choice asks of a browser: nothing, isolation, an adapter. */
const asks = ({ needs, threaded }: Choice) => (needs ? 2 : threaded ? 1 : 0);
const bytesOf = ({ bytes }: Choice) => (bytes.model ?? 0) + bytes.runtime;
/** Where `ort-wasm` and `ort-wasm@1` came down to the same, the one that takes threads where there are any. */
const isOpenToThreads = (cell: CompletedCell) => Number(cell.target.threads === undefined);

function preferred(cells: readonly CompletedCell[]): Choice[] {
  return cells
    .map(choiceOf)
    .toSorted(
      (a, b) =>
        asks(a) - asks(b) ||
        bytesOf(a) - bytesOf(b) ||
        isOpenToThreads(b.cell) - isOpenToThreads(a.cell) ||
        a.totalMs - b.totalMs,
    );
}

interface Shipped {
  readonly ship: Choice;
  readonly why: Why;
  readonly over: readonly Choice[];
}

function shipped({ winner, tied, ahead, ranked, unranked }: Ranking): Shipped | undefined {
  const [fastest, ...others] = [...ranked, ...unranked];
  if (!fastest) return undefined;
  const clear = winner ?? ahead;
  const best = clear ? [clear] : tied.length > 0 ? tied : [fastest];
  const candidates = [fastest, ...others].filter((cell) => best.some((one) => cell === one || isTwin(cell, one)));
  const [ship, ...over] = preferred(candidates);
  if (!ship) return undefined;
  const rivals = over.filter(({ cell }) => !isTwin(cell, ship.cell));
  if (winner) return { ship, why: 'fastest', over: [] };
  if (ahead) return { ship, why: 'ahead', over: [] };
  if (others.every((cell) => isTwin(cell, fastest))) return { ship, why: 'only', over: [] };
  if (rivals.length === 0) return { ship, why: 'equal', over: [] };
  const wider = (rival: Choice) => asks(rival) > asks(ship);
  const smaller = (rival: Choice) => bytesOf(ship) < SMALLER * bytesOf(rival);
  const why = rivals.every(wider)
    ? 'wider'
    : rivals.every(smaller)
      ? 'smaller'
      : rivals.every((rival) => wider(rival) || smaller(rival))
        ? 'leaner'
        : 'equal';
  return { ship, why, over: rivals };
}

/** The quickest of these, or one of the same runtime that is not much slower. */
function quickest(choices: readonly Choice[], runtime: string): Choice | undefined {
  const sorted = choices.toSorted((a, b) => a.totalMs - b.totalMs || asks(a) - asks(b));
  const [first] = sorted;
  const own = sorted.find((choice) => choice.runtime === runtime);
  return first && own && own.totalMs <= SAME_RUNTIME_SLOWER * first.totalMs ? own : first;
}

/** What to fall back to where less is on offer than the choice asks for, each step asking for less than the one before. */
function fallbacksOf(ship: Choice, completed: readonly CompletedCell[]): Fallback[] {
  const others = completed.map(choiceOf).filter(({ cell }) => cell !== ship.cell);
  const found: Fallback[] = [];
  let last = ship;
  if (ship.needs) {
    const choice = quickest(
      others.filter(({ needs }) => !needs),
      ship.runtime,
    );
    if (choice) {
      found.push({ choice, when: 'no adapter' });
      last = choice;
    }
  }
  if (last.threaded) {
    const choice = quickest(
      others.filter((other) => asks(other) === 0),
      last.runtime,
    );
    if (choice) found.push({ choice, when: 'not isolated' });
  }
  return found;
}

/** Of each other runtime the quickest, with fallbacks of its own alone. */
function alternativesTo(ship: Choice, completed: readonly CompletedCell[]): Shipping[] {
  const runtimes = new Set(completed.map(({ target }) => target.runtime));
  runtimes.delete(ship.runtime);
  return [...runtimes].flatMap((runtime) => {
    const own = completed.filter(({ target }) => target.runtime === runtime);
    const best = quickest(own.map(choiceOf), runtime);
    return best ? [{ ship: best, fallbacks: fallbacksOf(best, own) }] : [];
  });
}

function cloudInstead({ totalMs, ci95Ms = [totalMs, totalMs] }: Choice, far: Far): CloudInstead {
  const [warmMs, firstMs] = [far.totalMs.median, far.coldTotalMs.median];
  const [low, high] = ci95Ms;
  const wins = (ms: number) => ms * CLOSE < low;
  const loses = (ms: number) => ms > high * CLOSE;
  const pays = wins(firstMs) ? 'at once' : wins(warmMs) ? 'once connected' : loses(warmMs) ? 'no' : 'too close to call';
  return { warmMs, firstMs, pays };
}

/**
 * What a developer should ship: the fastest target whose answer is right; among those that can't be told apart the one that asks
 * least of browsers, then the one of fewer bytes.
 * @param cells of one model and input, whatever their status
 * @param far the simulated cloud of the model, where there is one
 * @returns undefined where no target gave a right answer and a time
 * @throws RangeError when the cells are of different models
 */
export function decide(cells: readonly Cell[], context: VerdictContext, far?: Far | RefusedFar): Decision | undefined {
  // Cells that ran one after another on a device that got hotter are not ranked.
  if (context.scenario === 'sustained') return undefined;
  const all = cells.filter((cell) => cell.status === 'completed');
  const onSoftware = all.filter(isSoftware);
  const completed = onSoftware.length < all.length ? all.filter((cell) => !onSoftware.includes(cell)) : all;
  const rest = cells.filter((cell) => cell.status !== 'completed');
  const ranking = rank([...completed, ...rest], {
    resolutionMs: context.environment.timerResolutionMs,
    floor: context.floor,
  });
  const found = shipped(ranking);
  if (!found) return undefined;
  return {
    ...found,
    fallbacks: fallbacksOf(found.ship, completed),
    alternatives: alternativesTo(found.ship, completed),
    cloud: far && !('problem' in far) ? cloudInstead(found.ship, far) : undefined,
    sureness: howSure(ranking, context),
    wrong: cells.filter(({ status }) => status === 'wrong'),
    failed: cells.filter(({ status }) => status === 'failed'),
    onSoftware,
  };
}
