import { Problem } from '../domain/problem';
import { isPage } from '../domain/realm';
import type { UnitContext } from '../workloads/types';

/** A page that waits hears from a working host at least this often, where the work gives it a chance to. */
const ALIVE_MS = 2000;
/** How long work goes on at most before messages are let in: a page is used meanwhile, a worker only told to stop. */
const YIELD_MS = isPage() ? 0 : 250;

/** Lets messages in: a timer would be clamped to 4 ms. */
function messagesIn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}

/**
 * What work does between runs of networks. Within the quarter of a second that a visit of samples mostly takes it does nothing
 * at all, so that nothing but the work goes on while samples are taken.
 * @param signal the page's wish to stop
 * @param alive says that the work goes on
 */
export function breathing(signal: AbortSignal, alive: () => void): UnitContext['breathe'] {
  let told = performance.now();
  let yielded = told;
  const stopIfAsked = () => {
    if (signal.aborted) throw new Problem('stopped', 'Stopped before it was finished.');
  };
  return async (everyMs = YIELD_MS) => {
    stopIfAsked();
    const now = performance.now();
    if (now - told > ALIVE_MS) {
      told = now;
      alive();
    }
    if (now - yielded < Math.min(everyMs, YIELD_MS)) return;
    await messagesIn();
    yielded = performance.now();
    stopIfAsked();
  };
}
