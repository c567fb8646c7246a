import { readHar } from './har';
import { readPoints } from './points';

/** What a network was like from a moment on. */
export interface TracePoint {
  /** From the trace's beginning, ms. */
  readonly atMs: number;
  readonly rttMs: number;
  readonly downKbps: number;
  readonly upKbps: number;
}

/** A network over time, as somebody recorded it. */
export interface Trace {
  readonly kind: 'trace';
  /** In order, the first at 0. */
  readonly points: readonly TracePoint[];
  readonly durationMs: number;
  /** What had to be assumed, and what a figure is not, a sentence each. */
  readonly notes: readonly string[];
}

/** Why a file is no trace, in a sentence that can be shown. */
export interface TraceProblem {
  readonly problem: string;
}

/** Characters: a recording of an hour's browsing without bodies is a tenth of it. */
const MOST_CHARACTERS = 100_000_000;

/**
 * Reads a HAR file, or a JSON trace: a list of `{ atMs?, rttMs, downKbps, upKbps }`, alone or as `points`. Without times its points are a
 * second apart.
 * @returns a sentence where it is neither, or says nothing of a round trip or a rate
 */
export function readTrace(text: string): Trace | TraceProblem {
  if (text.length > MOST_CHARACTERS) return { problem: 'A trace is at most 100 MB of text.' };
  let json: unknown;
  try {
    // A byte-order mark may stand before it (HAR 1.2, section 2).
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return { problem: 'This is no JSON, and so neither a HAR file nor a trace.' };
  }
  if (Array.isArray(json)) return readPoints(json);
  if (typeof json === 'object' && json !== null) {
    if ('points' in json) return readPoints(json.points);
    if ('log' in json) return readHar(json.log);
  }
  return { problem: 'A trace is a HAR file (an object with a log) or a list of { rttMs, downKbps, upKbps }.' };
}
