import * as Comlink from 'comlink';
import { requestLock } from '../domain/lock';
import { Problem, type ProblemCode } from '../domain/problem';
import { openDoor } from '../door/door';
import type { HubAddress } from './address';
import type { HubProgress } from './download';
import type { HubHost, Settled } from './host';
import { idOf, type KeptModel } from './kept';
import type { Found } from './lookUp';

interface HubWorker {
  open(port: MessagePort): HubHost;
}

const stopped = () => new Problem('stopped', 'Stopped before it was finished.');

/**
 * Opens the door and a worker, which are gone when the work is done, has failed or is stopped: other servers are asked at no other time.
 */
async function withHost<T>(
  work: (host: Comlink.Remote<HubHost>) => Promise<Settled<T>>,
  signal: AbortSignal,
): Promise<T> {
  if (signal.aborted) throw stopped();
  const door = await openDoor();
  const worker = new Worker(new URL('./hub.worker.ts', import.meta.url), { type: 'module', name: 'hub' });
  let stop = () => {};
  let host: Comlink.Remote<HubHost> | undefined;
  try {
    const ended = new Promise<never>((_, reject) => {
      stop = () => reject(stopped());
      signal.addEventListener('abort', stop);
      worker.onerror = (event) => {
        event.preventDefault();
        const what = 'The part of this page that downloads models stopped. Check the connection and try again.';
        reject(new Problem('worker-died', what, event.message));
      };
    });
    if (signal.aborted) stop();
    const api = Comlink.wrap<HubWorker>(worker);
    host = await Promise.race([api.open(Comlink.transfer(door.port, [door.port])), ended]);
    const settled = await Promise.race([work(host), ended]);
    if (settled.ok) return settled.value;
    const { code, message, detail } = settled.reason;
    throw new Problem(code as ProblemCode, message, detail);
  } finally {
    signal.removeEventListener('abort', stop);
    // Said at the end, it is held until then: once nobody holds it Comlink closes its port, and WebKit lets go of it while an answer is awaited.
    host?.[Comlink.releaseProxy]();
    worker.terminate();
    door.close();
  }
}

/**
 * What a repository holds, asked of its server and of nobody else.
 * @throws Problem as `lookUp` does, `stopped` when the signal aborts
 */
export const lookUpHub = (address: HubAddress, signal: AbortSignal): Promise<Found> =>
  withHost((host) => host.lookUp(address), signal);

interface HubDownload {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: HubProgress) => void;
  /** Name of the lock that is held while something is measured: nothing is fetched meanwhile. */
  readonly measuring: string;
}

/**
 * Downloads what a plan says, or goes on with it. Stopped, what has come is kept.
 * @throws Problem as `downloadModel` does, `stopped` when the signal aborts
 */
export function downloadHub(plan: KeptModel, { signal, onProgress, measuring }: HubDownload): Promise<KeptModel> {
  const download = () => withHost((host) => host.download(plan, measuring, Comlink.proxy(onProgress)), signal);
  return alone(`nearside-hub ${idOf(plan)}`, download);
}

/** Two tabs would download the same twice. Where there are no locks, every tab does as if it were alone. */
async function alone<T>(name: string, work: () => Promise<T>): Promise<T> {
  let outcome: Promise<T> | undefined;
  try {
    await requestLock(name, { ifAvailable: true }, (lock) => {
      const busy = () => Promise.reject(new Problem('stopped', 'Another tab of this page is downloading it.'));
      outcome = lock ? work() : busy();
      return outcome.catch(() => {});
    });
  } catch {
    outcome ??= work();
  }
  return outcome as Promise<T>;
}
