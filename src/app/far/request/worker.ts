import * as Comlink from 'comlink';
import type { RequestApi } from './request.worker';

const GONE = {
  problem: 'The browser ended this before it was done, often for want of memory. Close other tabs and try again.',
};
/** A hundred thousand requests take a second or two on a slow phone, a large recording some more. */
const LONGEST_MS = 60_000;

/** Comlink's types take a promise of either for either promise. */
type Answer<Name extends keyof RequestApi> = Promise<Awaited<ReturnType<RequestApi[Name]>>>;
type Asked<Name extends keyof RequestApi> = Parameters<RequestApi[Name]>;

interface Running {
  readonly api: Comlink.Remote<RequestApi>;
  readonly gone: Promise<typeof GONE>;
  readonly end: () => void;
}

/**
 * The worker of one page: started when it is first asked, and ended with the page. Each call answers with a sentence where it broke down
 * or took too long; the next starts another.
 */
export class RequestWorker {
  #running: Running | undefined;

  spreads = (...asked: Asked<'spreads'>) => this.#call((api) => api.spreads(...asked) as Answer<'spreads'>);
  read = (...asked: Asked<'read'>) => this.#call((api) => api.read(...asked) as Answer<'read'>);
  replay = (...asked: Asked<'replay'>) => this.#call((api) => api.replay(...asked) as Answer<'replay'>);

  async #call<T>(make: (api: Comlink.Remote<RequestApi>) => Promise<T>): Promise<T | typeof GONE> {
    const running = (this.#running ??= this.#start());
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<typeof GONE>((resolve) => (timer = setTimeout(resolve, LONGEST_MS, GONE)));
    const outcome = await Promise.race([make(running.api), running.gone, late]).catch(() => GONE);
    clearTimeout(timer);
    if (outcome === GONE) running.end();
    return outcome;
  }

  end(): void {
    this.#running?.end();
  }

  #start(): Running {
    const worker = new Worker(new URL('./request.worker.ts', import.meta.url), { type: 'module', name: 'request' });
    const gone = new Promise<typeof GONE>((resolve) => {
      worker.addEventListener('error', (event) => {
        event.preventDefault();
        resolve(GONE);
      });
    });
    const end = () => {
      worker.terminate();
      if (this.#running === running) this.#running = undefined;
    };
    const running: Running = { api: Comlink.wrap<RequestApi>(worker), gone, end };
    return running;
  }
}
