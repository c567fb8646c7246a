import * as Comlink from 'comlink';
import type { Refusal } from '../../../far/server';
import type { FarApi } from './far.worker';

/** Longer than any of it takes on a slow phone. */
const LONGEST_CALL_MS = 30_000;

const ended: Refusal = {
  problem: 'The browser ended this calculation before it was done. Change something, or load the page again.',
};

/** A worker of a page's own, started when it is first asked, and ended with the page. */
export class Reckoner {
  #worker: Worker | undefined;
  #api: Comlink.Remote<FarApi> | undefined;
  #gone: Promise<Refusal> | undefined;

  /** @returns what the worker answers, or a refusal where it broke down; never rejects */
  async ask<Answer>(call: (api: Comlink.Remote<FarApi>) => Answer): Promise<Awaited<Answer> | Refusal> {
    const { api, gone } = this.#started();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<Refusal>((resolve) => {
      timer = setTimeout(() => {
        this.end();
        resolve(ended);
      }, LONGEST_CALL_MS);
    });
    try {
      return await Promise.race([call(api), gone, late]);
    } catch {
      // Whatever can be is data: this is a fault of the page's own, or a worker that is gone.
      return ended;
    } finally {
      clearTimeout(timer);
    }
  }

  end(): void {
    this.#api?.[Comlink.releaseProxy]();
    this.#worker?.terminate();
    this.#worker = this.#api = this.#gone = undefined;
  }

  #started() {
    if (this.#worker && this.#api && this.#gone) return { api: this.#api, gone: this.#gone };
    const worker = new Worker(new URL('./far.worker.ts', import.meta.url), { type: 'module', name: 'far' });
    const gone = new Promise<Refusal>((resolve) => {
      worker.addEventListener('error', (event) => {
        event.preventDefault();
        this.end();
        resolve(ended);
      });
    });
    const api = Comlink.wrap<FarApi>(worker);
    [this.#worker, this.#api, this.#gone] = [worker, api, gone];
    return { api, gone };
  }
}
