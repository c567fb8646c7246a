import { framingOf, messageBytes } from '../../framing';
import { HEADER_BYTES } from '../../circumstances';
import { legIds, type LegTimes } from '../../request';
import { TOKEN_EVENT_BYTES } from '../../tokenEvent';
import { lastEvents, partOf, tokenEvent, wholeAnswer, wordsOf, type Sent } from './answer';
import type { Clock } from './clock';
import { limits } from './limits';
import { arrivalsOf } from './pace';
import { EMULATED_HEADER } from './place';
import { readQuery, type EmulatedQuery } from './query';
import { timesOf, type EmulatedTimes } from './times';

export interface Emulator {
  /** @param request to `EMULATED_PATH`, its body the real payload */
  answer(request: Request): Promise<Response>;
}

/**
 * Answers real requests after a simulated cloud's time: one and the same for the service worker and for the servers of development and
 * preview. What can't be is answered with a status of its own and a sentence.
 *
 * Neither can slow down what a browser sends: it is here at once, and the answer is held until the upload would have ended. The answer
 * itself comes at the network's pace. `Server-Timing` says what was waited for, leg by leg.
 * @param by who answers, for the header
 */
export function emulator(by: 'service worker' | 'server', clock: Clock): Emulator {
  let underWay = 0;
  return {
    async answer(request) {
      if (underWay >= limits.requests)
        return refused(503, `${limits.requests} requests are under way: wait until some are answered.`, by);
      underWay++;
      let isCounted = true;
      const end = () => {
        if (isCounted) underWay--;
        isCounted = false;
      };
      try {
        const response = await answerOf(request, by, clock, end);
        if (!response.ok) end();
        return response;
      } catch (error) {
        end();
        throw error;
      }
    },
  };
}

async function answerOf(request: Request, by: string, clock: Clock, onEnd: () => void): Promise<Response> {
  const startMs = clock.now();
  if (request.method !== 'POST')
    return refused(405, 'Send the payload with POST: what is measured is a real upload.', by, { Allow: 'POST' });
  // First of all, or a connection is left with half a request in it.
  const bytes = await bytesOf(request);
  if (bytes === undefined)
    return refused(413, `A payload has ${limits.upBytes.toLocaleString('en')} bytes at most.`, by);
  const query = readQuery(new URL(request.url).searchParams);
  if ('problem' in query) return refused(400, query.problem, by);
  const sent: Sent = { bytes, type: request.headers.get('Content-Type') ?? '' };
  const whole = query.tokens === undefined ? wholeAnswer(query, sent) : undefined;
  if (whole && 'problem' in whole) return refused(400, whole.problem, by);
  const downBytes = whole?.bytes ?? TOKEN_EVENT_BYTES;
  const times = timesOf(query, bytes, downBytes);
  if ('problem' in times) return refused(400, times.problem, by);
  await clock.until(startMs + times.headMs, request.signal);
  const pieces = whole ? wholePieces(query, times, whole) : tokenPieces(query, times);
  return new Response(paced(pieces, startMs, clock, request.signal, onEnd), {
    headers: {
      ...headersOf(by),
      'Content-Type': whole ? 'application/json' : 'text/event-stream',
      'Server-Timing': serverTiming(times.legs),
      ...(whole && { 'Content-Length': String(whole.bytes) }),
    },
  });
}

const headersOf = (by: string) => ({ [EMULATED_HEADER]: by, 'Cache-Control': 'no-store' });

function refused(status: number, problem: string, by: string, more: Record<string, string> = {}): Response {
  return Response.json({ emulated: true, problem }, { status, headers: { ...headersOf(by), ...more } });
}

/** Counts what was sent, and lets go of it. @returns undefined where it is more than may be */
async function bytesOf(request: Request): Promise<number | undefined> {
  if (Number(request.headers.get('Content-Length')) > limits.upBytes) return undefined;
  // Firefox gives no body as a stream: https://developer.mozilla.org/docs/Web/API/Request/body
  if (!(request.body as unknown)) {
    const { byteLength } = await request.arrayBuffer();
    return byteLength <= limits.upBytes ? byteLength : undefined;
  }
  let bytes = 0;
  for (const reader = request.body!.getReader(); ;) {
    const { done, value } = await reader.read();
    if (done) return bytes;
    bytes += value.length;
    if (bytes <= limits.upBytes) continue;
    await reader.cancel();
    return undefined;
  }
}

/** `dns;dur=60, tcp;dur=60, …`: https://www.w3.org/TR/server-timing/. Legs that took no time are left out. */
const serverTiming = (legs: LegTimes): string =>
  legIds
    .filter((id) => legs[id] > 0)
    .map((id) => `${id};dur=${Number(legs[id].toFixed(3))}`)
    .join(', ');

interface Piece {
  /** From the request, ms. */
  readonly atMs: number;
  readonly bytes: () => Uint8Array;
}

function* wholePieces(
  { profile, connection, afterIdle, transport }: EmulatedQuery,
  { headMs }: EmulatedTimes,
  { text, bytes }: { readonly text: Uint8Array; readonly bytes: number },
): Generator<Piece> {
  const framing = framingOf(transport);
  const carried = messageBytes(bytes, HEADER_BYTES.down, framing);
  const startsSlow = connection === 'cold' || afterIdle === 'slow-start';
  let from = 0;
  for (const arrived of arrivalsOf(carried, {
    kbps: profile.downKbps,
    rttMs: profile.rttMs,
    startsSlow,
    framing,
  })) {
    // Headers and records are spread over the body: it ends when the message does.
    const [begin, to] = [from, Math.round((bytes * arrived.bytes) / carried)];
    if (to > begin) yield { atMs: headMs + arrived.atMs, bytes: () => partOf(text, begin, to) };
    from = to;
  }
}

function* tokenPieces(query: EmulatedQuery, { answerMs, tokenMs }: EmulatedTimes): Generator<Piece> {
  const { tokens = 1, answer } = query;
  const words = wordsOf(answer);
  for (let index = 0; index < tokens; index++)
    yield { atMs: answerMs + index * tokenMs, bytes: () => tokenEvent(words, index) };
  yield { atMs: answerMs + (tokens - 1) * tokenMs, bytes: lastEvents };
}

/** Each piece at its time, counted from the request, so that no lateness adds up. */
function paced(
  pieces: Iterator<Piece>,
  startMs: number,
  clock: Clock,
  signal: AbortSignal,
  onEnd: () => void,
): ReadableStream<Uint8Array> {
  const gone = new AbortController();
  const leave = () => gone.abort(signal.reason);
  signal.addEventListener('abort', leave, { once: true });
  return new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = pieces.next();
        if (done) {
          onEnd();
          controller.close();
          return;
        }
        try {
          await clock.until(startMs + value.atMs, gone.signal);
        } catch (error) {
          onEnd();
          throw error;
        }
        controller.enqueue(value.bytes());
      },
      cancel() {
        onEnd();
        gone.abort();
      },
    },
    { highWaterMark: 0 },
  );
}
