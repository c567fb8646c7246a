import { proxy } from 'comlink';
import { Problem, type Reason } from '../domain/problem';
import { Remote } from '../door/remote';
import type { HubAddress } from './address';
import { downloadModel, type HubProgress } from './download';
import type { KeptModel } from './kept';
import { lookUp, type Found } from './lookUp';

/** An outcome as it crosses the worker's boundary. */
export type Settled<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: Reason };

async function settled<T>(work: Promise<T>, doing: string): Promise<Settled<T>> {
  try {
    return { ok: true, value: await work };
  } catch (error) {
    if (error instanceof Problem) return { ok: false, reason: error.reason };
    const message = `A fault of this page stopped it while ${doing}. Try again.`;
    return { ok: false, reason: new Problem('runtime', message, String(error)).reason };
  }
}

const REPORT_MS = 100;
const LOOK_MS = 2000;

/** Waits while somebody holds a lock; where locks can't be asked for, nobody does. */
async function whileHeld(lock: string): Promise<void> {
  const isHeld = async () =>
    (await navigator.locks?.query().catch(() => undefined))?.held?.some(({ name }) => name === lock);
  while (await isHeld()) await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
}

/** What the worker does: hashing and keeping are nothing for the page's own thread. It is ended to stop it. */
export function createHubHost(port: MessagePort) {
  const remote = new Remote(port);
  const { signal } = new AbortController();
  return proxy({
    lookUp: (address: HubAddress): Promise<Settled<Found>> =>
      settled(lookUp(address, { remote, signal }), 'looking it up'),

    /**
     * @param measuring name of the lock that is held while something is measured
     * @param report told ten times a second at most
     */
    download(plan: KeptModel, measuring: string, report: (progress: HubProgress) => void): Promise<Settled<KeptModel>> {
      let last: HubProgress | undefined;
      let timer: ReturnType<typeof setTimeout> | undefined;
      const tell = () => {
        timer = undefined;
        if (last) report(last);
        last = undefined;
      };
      const onProgress = (progress: HubProgress) => {
        last = progress;
        timer ??= setTimeout(tell, REPORT_MS);
      };
      const quiet = () => whileHeld(measuring);
      return settled(downloadModel(plan, { remote, signal, onProgress, quiet }), 'downloading');
    },
  });
}

export type HubHost = ReturnType<typeof createHubHost>;
