import * as Comlink from 'comlink';
import { requestsOf, type FarSideOptions } from '../../../far/simulate';
import { spreadsOf, type Spread } from '../../../far/spread';
import type { Replayed } from '../../../far/trace/overTime';
import type { Trace } from '../../../far/trace/trace';

interface Spreads {
  readonly warm: Spread;
  readonly cold: Spread;
}

interface Problem {
  readonly problem: string;
}

/** Read into a string in one piece: beyond it the tab might be ended. */
const MOST_BYTES = 100_000_000;

const recordings = () => import('./recordings');

/** What takes longer than a frame: a hundred thousand requests, and recordings. */
const api = {
  spreads(options: FarSideOptions): Spreads | Problem {
    const requests = requestsOf(options);
    return 'problem' in requests ? requests : spreadsOf(requests);
  },

  async read(file: Blob): Promise<Trace | Problem> {
    if (file.size > MOST_BYTES) return { problem: 'A recording is at most 100 MB.' };
    const text = await file.text().catch(() => undefined);
    return text === undefined
      ? { problem: 'The browser could not read this file; it may have been moved or changed. Choose it again.' }
      : (await recordings()).readTrace(text);
  },

  async replay(
    trace: Trace,
    options: FarSideOptions & { readonly requests: number },
    than?: number,
  ): Promise<Replayed | Problem> {
    const requests = requestsOf(options);
    if ('problem' in requests) return requests;
    return (await recordings()).replayOverTime(trace, { ...requests, requests: options.requests }, than);
  },
};
export type RequestApi = typeof api;

Comlink.expose(api);
