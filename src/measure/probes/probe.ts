import { Problem } from '../../domain/problem';
import type { ProbeNews, ProbeOutcome, ProbeSpec } from './types';

/** Longer than any probe takes from one sign of life to the next; a software GPU's shaders are the slowest. */
const LIMIT_MS = 45_000;

const failed = (problem: Problem): ProbeOutcome => ({ ok: false, reason: problem.reason });

/**
 * Runs one probe in a worker of its own, which ends with it. It never rejects.
 * @param signal ends it at once
 */
export function probe(spec: ProbeSpec, signal: AbortSignal, limitMs = LIMIT_MS): Promise<ProbeOutcome> {
  if (signal.aborted) return Promise.resolve(failed(new Problem('stopped', 'Stopped before it was finished.')));
  const worker = new Worker(new URL('./probe.worker.ts', import.meta.url), { type: 'module', name: 'probe' });
  return new Promise((resolve) => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const end = (outcome: ProbeOutcome) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      worker.terminate();
      resolve(outcome);
    };
    const stop = () => end(failed(new Problem('stopped', 'Stopped before it was finished.')));
    const wait = () => {
      clearTimeout(timer);
      const late = () => end(failed(new Problem('timeout', 'This took too long here and was ended.')));
      timer = setTimeout(late, limitMs);
    };
    signal.addEventListener('abort', stop);
    worker.onmessage = ({ data }: MessageEvent<ProbeNews>) => ('alive' in data ? wait() : end(data));
    worker.onerror = (event) => {
      event.preventDefault();
      const isOffline = !event.message && navigator.onLine === false;
      const problem = isOffline
        ? new Problem('offline', 'The device is offline and has not fetched this yet. Connect and try again.')
        : new Problem('worker-died', 'The worker that measured this stopped. Try again.', event.message);
      end(failed(problem));
    };
    wait();
    worker.postMessage(spec);
  });
}
