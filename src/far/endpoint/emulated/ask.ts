import { legIds, type LegId } from '../../request';
import { BadStream, ChatTimes } from '../events';
import type { Fault } from '../real/faults';
import type { Trip } from '../trip';
import { limits } from './limits';
import { EMULATED_HEADER } from './place';
import { writeQuery, type EmulatedQuery } from './query';

/** A request to the emulated far side: timed here, and what was waited for there. */
export interface EmulatedTrip extends Trip {
  readonly planned: readonly PlannedLeg[];
  /** "service worker" or "server" */
  readonly by: string;
}

export interface PlannedLeg {
  readonly id: LegId;
  readonly ms: number;
}

/** Nobody answers there: a host without the preview server, before its service worker is in charge. */
export interface NobodyThere extends Fault {
  readonly isNobodyThere: true;
}

export const isNobodyThere = (answer: object): answer is NobodyThere => 'isNobodyThere' in answer;

const LATE_MS = 15_000;

/**
 * Sends a real payload to the emulated far side and reads the answer to its end.
 * @param url of the endpoint
 * @throws what the signal was aborted with
 */
export async function askEmulated(
  url: string,
  query: Partial<EmulatedQuery>,
  payload: { readonly bytes: Uint8Array<ArrayBuffer>; readonly type: string },
  signal: AbortSignal,
): Promise<EmulatedTrip | Fault | NobodyThere> {
  const controller = new AbortController();
  const stop = () => controller.abort(signal.reason);
  signal.throwIfAborted();
  signal.addEventListener('abort', stop);
  const late = setTimeout(() => controller.abort(new Error('late')), limits.totalMs + LATE_MS);
  try {
    return await ask(`${url}?${writeQuery(query)}`, payload, controller.signal);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof BadStream) return { problem: `The emulated far side ${error.message}. Load the page again.` };
    return {
      problem: 'The request to the emulated far side broke off. Load the page again and try once more.',
      detail: String(error),
    };
  } finally {
    clearTimeout(late);
    signal.removeEventListener('abort', stop);
  }
}

async function ask(
  url: string,
  { bytes, type }: { readonly bytes: Uint8Array<ArrayBuffer>; readonly type: string },
  signal: AbortSignal,
): Promise<EmulatedTrip | Fault | NobodyThere> {
  const startMs = performance.now();
  const response = await fetch(url, {
    method: 'POST',
    body: bytes,
    headers: { 'Content-Type': type },
    cache: 'no-store',
    signal,
  });
  const headMs = performance.now() - startMs;
  const by = response.headers.get(EMULATED_HEADER);
  if (by === null) {
    await response.body?.cancel();
    return {
      isNobodyThere: true,
      problem:
        'Nobody on this host answers for the emulated far side: load the page again, and its service worker will.',
      detail: `status ${response.status}`,
    };
  }
  if (!response.ok) return { problem: await problemOf(response) };
  const chat = response.headers.get('Content-Type') === 'text/event-stream' ? new ChatTimes() : undefined;
  let downBytes = 0;
  for (const reader = response.body!.getReader(); ;) {
    const { done, value } = await reader.read();
    const atMs = performance.now() - startMs;
    if (done) {
      const planned = legsOf(response.headers.get('Server-Timing') ?? '');
      return { upBytes: bytes.length, downBytes, headMs, totalMs: atMs, stream: chat?.times(), planned, by };
    }
    downBytes += value.length;
    chat?.add(value, atMs);
  }
}

async function problemOf(response: Response): Promise<string> {
  const said: unknown = await response.json().catch(() => undefined);
  const problem = (said as { problem?: unknown } | undefined)?.problem;
  return typeof problem === 'string' ? problem : `The emulated far side refused with status ${response.status}.`;
}

/** Reads `dns;dur=60, tcp;dur=60`. */
function legsOf(timing: string): PlannedLeg[] {
  const ms = new Map([...timing.matchAll(/([\w-]+);dur=([\d.]+)/g)].map(([, id, dur]) => [id, Number(dur)]));
  return legIds.flatMap((id) => (ms.has(id) ? [{ id, ms: ms.get(id) as number }] : []));
}
