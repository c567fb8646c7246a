import type { Cell, Environment, RunRecord } from '../record/record';
import { parseModelRef } from '../models/modelRef';
import { downloadBytes } from '../runtimes/fit';
import { runtimeDownload, type Target } from '../runtimes/target';
import { deviceKey } from './deviceKey';

const KEY = 'nearside.seen/1';
const MOST = 1000;

/** @returns undefined where nothing can be kept, so that nobody knows */
function read(): string[] | undefined {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(stored) ? stored.filter((key) => typeof key === 'string') : [];
  } catch {
    return undefined;
  }
}

/**
 * Whether this browser had run the model on this target and adapter before: it may then have kept the GPU programs that a first
 * inference compiles, so that its "first" is no first. Undefined where the browser keeps nothing for this page.
 */
export function seenBefore(model: string, target: Target, environment: Environment): boolean | undefined {
  return read()?.includes(deviceKey(model, target, environment));
}

/** What ran in this browser before is in its caches. Weights are one runtime's, whatever its backend. */
export function whatIsHere({ userAgent }: Pick<Environment, 'userAgent'>) {
  const ran = (read() ?? []).map((key) => key.split('|')).filter(([browser]) => browser === userAgent);
  const backends = new Set(ran.map((parts) => parts.at(-2)?.split('@')[0]));
  const models = new Set(ran.map((parts) => `${parts.at(-2)?.split('-')[0]} ${parts.at(-1)}`));
  return {
    hasRuntime: ({ runtime, backend }: Target) => backends.has(`${runtime}-${backend}`),
    hasWeights: ({ runtime }: Target, model: string) => models.has(`${runtime} ${model}`),
  };
}

/**
 * Bytes that a run of the model on the target still fetches.
 * @param text reference of the model, with its artefact where one was named
 */
export function bytesToCome(text: string, target: Target, environment: Environment): number {
  const here = whatIsHere(environment);
  const { model } = parseModelRef(text);
  return (
    (here.hasRuntime(target) ? 0 : runtimeDownload(target)) +
    (here.hasWeights(target, model) ? 0 : downloadBytes([text], [target]))
  );
}

const hasRun = (cell: Cell) => cell.phases?.firstMs !== undefined;

/** Keeps which models ran where, for the next runs in this browser. */
export function rememberSeen({ cells, environment }: RunRecord): void {
  const ran = cells.filter(hasRun).map(({ model, target }) => deviceKey(model, target, environment));
  try {
    localStorage.setItem(KEY, JSON.stringify([...new Set([...(read() ?? []), ...ran])].slice(-MOST)));
  } catch {
    // Full or refused: every run is a first one then.
  }
}
