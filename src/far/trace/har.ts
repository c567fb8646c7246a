import * as v from 'valibot';
import { ownNetworkProblem } from '../custom';
import { traceOf } from './points';
import type { Trace, TracePoint, TraceProblem } from './trace';

/** −1 stands where a time does not apply (HAR 1.2, http://www.softwareishard.com/blog/har-12-spec/#timings). */
const ms = v.optional(v.nullable(v.pipe(v.number(), v.finite(), v.minValue(-1), v.maxValue(3_600_000))));
const bytes = v.optional(v.nullable(v.pipe(v.number(), v.finite(), v.minValue(-1), v.maxValue(1e12))));
const entrySchema = v.object({
  startedDateTime: v.string(),
  request: v.optional(v.object({ bodySize: bytes })),
  /** Chromium adds what came over the wire. */
  response: v.optional(v.object({ bodySize: bytes, _transferSize: bytes })),
  timings: v.object({ connect: ms, ssl: ms, send: ms, receive: ms }),
});
type Entry = v.InferOutput<typeof entrySchema>;

const MOST_ENTRIES = 100_000;
/** Of less than this the time is slow start's and not the link's. */
const LEAST_BYTES = 50_000;
/** A browser hands a small body over to the system at once: below this the rate would be the memory's. */
const LEAST_SEND_MS = 5;

/** What one request shows of the network. */
type Shown = { readonly atMs: number } & { -readonly [Key in keyof Omit<TracePoint, 'atMs'>]?: number };

function shownBy({ request, response, timings }: Entry, atMs: number): Shown {
  const { connect, ssl, send, receive } = timings;
  const shown: { atMs: number; rttMs?: number; downKbps?: number; upKbps?: number } = { atMs };
  // `connect` holds `ssl`; what is left of it is the TCP handshake, a round trip.
  const handshakeMs = (connect ?? -1) - Math.max(0, ssl ?? 0);
  if ((connect ?? -1) > 0 && handshakeMs > 0) shown.rttMs = handshakeMs;
  const got = Math.max(response?._transferSize ?? -1, response?.bodySize ?? -1);
  if (got >= LEAST_BYTES && receive && receive > 0) shown.downKbps = (8 * got) / receive;
  const sent = request?.bodySize ?? -1;
  if (sent >= LEAST_BYTES && send && send >= LEAST_SEND_MS) shown.upKbps = (8 * sent) / send;
  return shown;
}

/**
 * The network that a HAR file's requests met: round trips from connections that were opened, rates from bodies of 50 kB and more.
 * @param log what stands under `log`
 * @returns a sentence where it is malformed or says nothing of a round trip or of the downlink
 */
export function readHar(log: unknown): Trace | TraceProblem {
  const entries = typeof log === 'object' && log !== null && 'entries' in log ? log.entries : undefined;
  if (!Array.isArray(entries)) return { problem: 'This HAR file has no list of entries in its log.' };
  if (entries.length > MOST_ENTRIES)
    return { problem: `A HAR file may have at most ${MOST_ENTRIES.toLocaleString('en')} entries.` };
  const shown: Shown[] = [];
  for (const [index, given] of entries.entries()) {
    const read = v.safeParse(entrySchema, given);
    const field = read.success ? undefined : (v.getDotPath(read.issues[0]) ?? 'it');
    if (!read.success)
      return {
        problem: `Entry ${index + 1} of the HAR file can't be read: ${field} is missing or not what it should be.`,
      };
    const atMs = Date.parse(read.output.startedDateTime);
    if (Number.isNaN(atMs)) return { problem: `Entry ${index + 1} of the HAR file: startedDateTime is no time.` };
    shown.push(shownBy(read.output, atMs));
  }
  shown.sort((a, b) => a.atMs - b.atMs);
  const [rttMs, downKbps, upKbps] = (['rttMs', 'downKbps', 'upKbps'] as const).map(
    (key) => shown.find((one) => one[key] !== undefined)?.[key],
  );
  if (rttMs === undefined)
    return { problem: 'No request in this HAR file opened a connection, so that its round trip is unknown.' };
  if (downKbps === undefined)
    return { problem: 'No answer in this HAR file is 50 kB or more, so that its bandwidth is unknown.' };

  const points: TracePoint[] = [];
  // Before the first figure of a kind there was one already: the first.
  let now = { rttMs, downKbps, upKbps: upKbps ?? downKbps };
  for (const { atMs, ...figures } of shown) {
    if (Object.keys(figures).length === 0) continue;
    now = { ...now, ...figures };
    if (upKbps === undefined) now.upKbps = now.downKbps;
    const outside = ownNetworkProblem(now);
    if (outside) return { problem: `This HAR file holds a figure that can't be. ${outside}` };
    if (points.at(-1)?.atMs === atMs) points.pop();
    points.push({ atMs, ...now });
  }
  return traceOf(points, [
    'A rate is what one answer got: the link’s, or the server’s where that is slower.',
    ...(upKbps === undefined
      ? ['No upload in it is large enough to show the uplink, which is taken equal (own assumption).']
      : []),
  ]);
}
