import * as Comlink from 'comlink';
import type { Refusal } from '../../../far/server';
import type { FarApi } from './far.worker';

/** Longer than any of it takes on a slow phone. */
const LONGEST_CALL_MS = 30_000;

const ended: Refusal = {
  problem: 'The browser ended this calculation before it was done. Change something, or load the page again.',
};

interface Started {
  readonly worker: Worker;
  readonly api: Comlink.Remote<FarApi>;
  /** Resolves when the worker is ended or breaks down. */
  readonly gone: Promise<Refusal>;
  readonly end: () => void;
}

/** A worker of a page's own, started when it is first asked, and ended with the page. */
export class Reckoner {
  #started: Started | undefined;
  #isOver = false;

  /** @returns what the worker answers, or a refusal where it broke down or the page is gone; never rejects */
  async ask<Answer>(call: (api: Comlink.Remote<FarApi>) => Answer): Promise<Awaited<Answer> | Refusal> {
    if (this.#isOver) return ended;
    const { api, gone, end } = (this.#started ??= this.#start());
    // Of this worker alone: another one may have been started since.
    const timer = setTimeout(end, LONGEST_CALL_MS);
    try {
      return await Promise.race([call(api), gone]);
    } catch {
      // Whatever can be is data: this is a fault of the page's own, or a worker that is gone.
      return ended;
    } finally {
      clearTimeout(timer);
    }
  }

  /** For good: whatever is still asked is refused, at once. */
  end(): void {
    this.#isOver = true;
    this.#started?.end();
  }

  #start(): Started {
    const worker = new Worker(new URL('./far.worker.ts', import.meta.url), { type: 'module', name: 'far' });
    const api = Comlink.wrap<FarApi>(worker);
    let tell: (refusal: Refusal) => void = () => undefined;
    const gone = new Promise<Refusal>((resolve) => (tell = resolve));
    let isEnded = false;
    const end = () => {
      if (isEnded) return;
      isEnded = true;
      if (this.#started?.worker === worker) this.#started = undefined;
      tell(ended);
      api[Comlink.releaseProxy]();
      worker.terminate();
    };
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      end();
    });
    return { worker, api, gone, end };
  }
}
