import { provenBuilds } from '../judge/builds';
import type { Environment, RunRecord } from '../record/record';
import { parseTarget, type Target } from '../runtimes/target';
import { deviceKey } from './deviceKey';

const KEY = 'nearside.builds/1';
/** Build by {@link deviceKey}. */
type Proven = Record<string, string>;
const MOST = 500;

function read(): Proven {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    return typeof stored === 'object' && stored !== null ? (stored as Proven) : {};
  } catch {
    // Storage refused, or not ours: nothing is proven then.
    return {};
  }
}

/** The build that agreed and was fastest for the model in this browser, if a run ever put several to the test. */
export function provenBuild(model: string, { runtime, backend }: Target, environment: Environment): string | undefined {
  const build: unknown = read()[deviceKey(model, { id: `${runtime}-${backend}`, runtime, backend }, environment)];
  return typeof build === 'string' ? build : undefined;
}

/** Keeps what a finished run says of builds, for the next runs in this browser. */
export function rememberBuilds({ cells, environment }: RunRecord): void {
  const proofs = provenBuilds(cells, environment.timerResolutionMs);
  if (proofs.length === 0) return;
  const now = proofs.flatMap(({ model, target, build }) => {
    const on = parseTarget(target);
    return on ? [[deviceKey(model, on, environment), build] as const] : [];
  });
  const proven = Object.entries({ ...read(), ...Object.fromEntries(now) });
  try {
    localStorage.setItem(KEY, JSON.stringify(Object.fromEntries(proven.slice(-MOST))));
  } catch {
    // Full or refused: the next run starts from the runtime's own order.
  }
}
