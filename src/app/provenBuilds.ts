import { provenBuilds } from '../judge/builds';
import type { Environment, RunRecord } from '../record/record';
import type { Target } from '../runtimes/target';

const KEY = 'nearside.builds/1';
/** Build by `browser|runtime's version|adapter|target|model`: another browser, driver or runtime is another proof. */
type Proven = Record<string, string>;
const MOST = 500;

function keyOf(model: string, target: string, { userAgent, runtimes, gpu }: Environment): string {
  const [runtime = ''] = target.split('-');
  return [userAgent, runtimes[runtime], gpu?.adapter, target, model].join('|');
}

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
  const build: unknown = read()[keyOf(model, `${runtime}-${backend}`, environment)];
  return typeof build === 'string' ? build : undefined;
}

/** Keeps what a finished run says of builds, for the next runs in this browser. */
export function rememberBuilds({ cells, environment }: RunRecord): void {
  const proofs = provenBuilds(cells, environment.timerResolutionMs);
  if (proofs.length === 0) return;
  const proven = Object.entries({
    ...read(),
    ...Object.fromEntries(proofs.map(({ model, target, build }) => [keyOf(model, target, environment), build])),
  });
  try {
    localStorage.setItem(KEY, JSON.stringify(Object.fromEntries(proven.slice(-MOST))));
  } catch {
    // Full or refused: the next run starts from the runtime's own order.
  }
}
