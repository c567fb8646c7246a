import { rateOf, type Arrived, type Rate } from './rate';
import { LEAST_TRIPS, tripsOf, type TimedRequest, type Trips } from './trips';

export interface LinkFiles {
  /** A small file of the site. */
  readonly small: string;
  /** A large one, of megabytes. */
  readonly large: string;
}

export interface MeasuredLink {
  readonly trips: Trips;
  /** Absent where the download was too short to say, or failed. */
  readonly rate?: Rate;
  /** Whether the large file came packed, so that what was counted is more than what travelled. */
  readonly isPacked: boolean;
}

/** What the browser itself guesses (Network Information API): rounded to 25 ms and 0.025 Mbit/s, at most 10 Mbit/s in Chromium. */
export interface Hint {
  readonly rttMs?: number;
  readonly downKbps?: number;
}

/** Requests, one after another. */
export const TRIPS = 21;
/** The download ends then, whatever has come. */
export const LONGEST_DOWNLOAD_MS = 4000;
const LONGEST_TRIP_MS = 10_000;
/** An entry is there a moment after the answer, or not at all. */
const ENTRY_MS = 500;

/**
 * Measures the way to the site's own host by files that are there anyway: nothing is kept from a cache, nothing but the requests is sent.
 * @returns a sentence where it can't be told
 * @throws the signal's reason where it is aborted
 */
export async function measureLink(
  files: LinkFiles,
  signal: AbortSignal,
  onstep: (done: number) => void = () => undefined,
): Promise<MeasuredLink | { readonly problem: string }> {
  if (!navigator.onLine) return { problem: 'The device is offline: there is nobody to measure the way to.' };
  const timed: TimedRequest[] = [];
  try {
    for (let index = 0; index < TRIPS; index++) {
      const entry = await timedRequest(`${files.small}?trip=${index}-${Date.now()}`, signal);
      if (entry) timed.push(entry);
      // It may have been while nothing was under way that it could have ended.
      signal.throwIfAborted();
      onstep(index + 1);
    }
  } catch {
    signal.throwIfAborted();
    if (timed.length < LEAST_TRIPS)
      return { problem: 'The site’s own host did not answer. Connect, and measure again.' };
  }
  const trips = tripsOf(timed);
  if (!trips) return { problem: 'This browser does not say when requests began, so that the round trip is unknown.' };
  return { trips, ...(await download(files.large, signal)) };
}

export function browsersHint(): Hint {
  const { connection } = navigator as Navigator & { connection?: { rtt?: number; downlink?: number } };
  const { rtt, downlink } = connection ?? {};
  return { ...(rtt && { rttMs: rtt }), ...(downlink && { downKbps: 1000 * downlink }) };
}

/** By an observer: the list of entries is full after 250. */
async function timedRequest(address: string, signal: AbortSignal): Promise<TimedRequest | undefined> {
  const url = new URL(address, document.baseURI).href;
  let observer: PerformanceObserver | undefined;
  const seen = new Promise<PerformanceResourceTiming>((resolve) => {
    observer = new PerformanceObserver((list) => {
      const entry = list.getEntriesByName(url)[0];
      if (entry) resolve(entry as PerformanceResourceTiming);
    });
    observer.observe({ type: 'resource' });
  });
  const ended = within(LONGEST_TRIP_MS, signal);
  try {
    const response = await fetch(url, {
      cache: 'no-store',
      signal: ended.signal,
    });
    await response.arrayBuffer();
    return await Promise.race([seen, new Promise<undefined>((resolve) => setTimeout(resolve, ENTRY_MS, undefined))]);
  } finally {
    observer?.disconnect();
    ended.forget();
  }
}

async function download(url: string, signal: AbortSignal): Promise<Pick<MeasuredLink, 'rate' | 'isPacked'>> {
  const arrived: Arrived[] = [];
  let isPacked = false;
  const ended = within(LONGEST_DOWNLOAD_MS, signal);
  try {
    const response = await fetch(new URL(url, document.baseURI), {
      cache: 'no-store',
      signal: ended.signal,
    });
    isPacked = response.headers.has('Content-Encoding');
    if (!response.ok || !response.body) return { isPacked };
    const reader = response.body.getReader();
    for (let bytes = 0; ;) {
      const { done, value } = await reader.read();
      if (done) break;
      bytes += value.length;
      arrived.push({ atMs: performance.now(), bytes });
    }
  } catch {
    // Cut off when enough has come, or by the network: what came until then counts.
    signal.throwIfAborted();
  } finally {
    ended.forget();
  }
  const rate = rateOf(arrived);
  return { ...(rate && { rate }), isPacked };
}

/** Aborts after so long, or with the other. */
function within(ms: number, signal: AbortSignal): { readonly signal: AbortSignal; readonly forget: () => void } {
  const controller = new AbortController();
  const abort = () => controller.abort(signal.reason);
  const timer = setTimeout(abort, ms);
  if (signal.aborted) abort();
  else signal.addEventListener('abort', abort);
  return {
    signal: controller.signal,
    forget() {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
    },
  };
}
