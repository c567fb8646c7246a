import { Problem } from '../domain/problem';
import { inMs } from '../domain/words';
import { NoAnswer, type Answer, type Remote } from '../door/remote';
import { backoffMs, retryAfterMs } from '../models/retry';
import { hostOf, type HubAddress } from './address';
import { faultOf, type Fault } from './answers';

/** Tries that bring nothing new, one after another, before it is given up. */
const TRIES = 4;
/** A server that asks for more patience than this is not waited for. */
const MOST_PATIENCE_MS = 60_000;

export interface TransferRules {
  /** How long not a single byte may come, ms, before the connection is given up. */
  readonly silenceMs: number;
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
}

export const usualRules: TransferRules = {
  silenceMs: 30_000,
  wait: (ms, signal) =>
    new Promise((resolve, reject) => {
      const stop = () => {
        clearTimeout(timer);
        reject(signal.reason as Error);
      };
      const timer = setTimeout(() => {
        signal.removeEventListener('abort', stop);
        resolve();
      }, ms);
      signal.addEventListener('abort', stop, { once: true });
    }),
};

/** What is asked for, of whom, and by which rules. */
export interface Asking {
  readonly remote: Remote;
  readonly address: HubAddress;
  readonly url: string;
  /** As a sentence may name it: "onnx/model.onnx". */
  readonly what: string;
  readonly signal: AbortSignal;
  readonly rules?: Partial<TransferRules>;
  /** Told of the headers of each answer that is read. */
  readonly onHeaders?: (headers: Answer['headers']) => void;
}

interface Wanted {
  /** Bytes that are there already. */
  readonly from: number;
  /** Of the whole; undefined where nobody knows, and a connection that breaks is begun anew. */
  readonly bytes?: number;
}

/**
 * The bytes of a file from one on, over as many requests as it takes: each goes on where the last broke off. Where a server doesn't
 * know ranges, what is there already is passed over.
 * @throws Problem `download`, `offline` or `integrity`; what the signal was aborted with
 */
export async function* piecesOf(asking: Asking, { from, bytes }: Wanted): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const { wait = usualRules.wait, silenceMs = usualRules.silenceMs } = asking.rules ?? {};
  let received = from;
  // Of a server that doesn't come to its end, or a browser that doesn't tell of it, nothing more is wanted.
  const isWhole = () => received === bytes;
  for (let tries = 0; !isWhole();) {
    const before = received;
    const attempt = new Attempt(asking, silenceMs);
    try {
      for await (const piece of attempt.pieces(received)) {
        received += piece.length;
        if (bytes !== undefined && received > bytes) throw tooLong(asking.what);
        yield piece;
        if (isWhole()) return;
      }
    } finally {
      attempt.end();
    }
    asking.signal.throwIfAborted();
    const fault = attempt.fault ?? (bytes !== undefined && received < bytes ? brokenOff(received, bytes) : undefined);
    if (!fault) return;
    if ('refused' in fault) throw fault.refused;
    tries = received > before ? 1 : tries + 1;
    if (tries >= TRIES) throw givenUp(asking, fault.again, attempt.host);
    if (bytes === undefined && received > 0) throw givenUp(asking, fault.again, attempt.host);
    const { afterMs = 0 } = fault;
    if (afterMs > MOST_PATIENCE_MS) throw tooBusy(asking, afterMs);
    await wait(Math.max(afterMs, backoffMs(tries - 1)), asking.signal);
  }
}

const brokenOff = (received: number, bytes: number): Fault => ({
  again: `broke off after ${received} of ${bytes} bytes`,
});

const tooLong = (what: string) =>
  new Problem(
    'integrity',
    `The server sent more bytes for ${what} than it lists, and they were not kept. Look the model up again.`,
  );

const tooBusy = ({ address }: Asking, ms: number) =>
  new Problem(
    'download',
    `${hostOf(address)} is too busy and asks to wait ${inMinutes(ms)}. Go on then: what has come is kept.`,
  );

const inMinutes = (ms: number) => (ms < 120_000 ? inMs(ms) : `${Math.ceil(ms / 60_000)} minutes`);

function givenUp({ address, what }: Asking, again: string, answeredBy: string | undefined): Problem {
  if (globalThis.navigator?.onLine === false) {
    return new Problem('offline', 'The device is offline. Connect and go on: what has come is kept.', again);
  }
  const host = hostOf(address);
  if (/^HTTP 429/.test(again))
    return new Problem(
      'download',
      `${host} answers no more requests from here for now. Go on in five minutes: what has come is kept.`,
      again,
    );
  if (answeredBy === undefined)
    return new Problem(
      'download',
      `Could not read ${what} from ${host}: it, or the server that it points to, can’t be reached from here, or doesn’t let other pages read it (CORS). Check the address and the connection.`,
      again,
    );
  return new Problem(
    'download',
    `The download of ${what} from ${answeredBy} keeps breaking off. Go on in a while: what has come is kept.`,
    again,
  );
}

/** One request, from its start to the last byte that it brings. */
class Attempt {
  fault: Fault | undefined;
  /** Who answered, if anybody did. */
  host: string | undefined;
  readonly #controller = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #silent = false;
  readonly #stop = () => this.#controller.abort(this.asking.signal.reason);

  constructor(
    readonly asking: Asking,
    readonly silenceMs: number,
  ) {
    if (asking.signal.aborted) this.#stop();
    else asking.signal.addEventListener('abort', this.#stop);
  }

  end(): void {
    clearTimeout(this.#timer);
    this.asking.signal.removeEventListener('abort', this.#stop);
  }

  /** Ends early where {@link fault} says why. @param from first byte wanted */
  async *pieces(from: number): AsyncGenerator<Uint8Array<ArrayBuffer>> {
    const { remote, url } = this.asking;
    try {
      const answer = await this.#within(remote.ask(url, from, this.#controller.signal));
      this.host = answer.host;
      this.fault = this.#faultOf(answer);
      if (this.fault) {
        await answer.body[Symbol.asyncIterator]().return?.();
        return;
      }
      this.asking.onHeaders?.(answer.headers);
      yield* this.#body(answer, from);
    } catch (error) {
      if (this.asking.signal.aborted) throw this.asking.signal.reason;
      if (!(error instanceof NoAnswer) && !this.#silent) throw error;
      const seconds = Math.round(this.silenceMs / 1000);
      this.fault = { again: this.#silent ? `the server fell silent for ${seconds} s` : (error as Error).message };
    }
  }

  /** Waits for the next sign of life, not without an end. */
  async #within<T>(next: Promise<T>): Promise<T> {
    this.#timer = setTimeout(() => {
      this.#silent = true;
      this.#controller.abort(new NoAnswer('silence'));
    }, this.silenceMs);
    try {
      return await next;
    } finally {
      clearTimeout(this.#timer);
    }
  }

  #faultOf(answer: Answer): Fault | undefined {
    const fault = faultOf(answer, this.asking.what, this.asking.address);
    if (!fault || 'refused' in fault) return fault;
    return { ...fault, afterMs: retryAfterMs(answer.headers['retry-after'] ?? null, Date.now()) };
  }

  async *#body({ status, headers, body }: Answer, from: number): AsyncGenerator<Uint8Array<ArrayBuffer>> {
    const start = /^bytes (\d+)-/.exec(headers['content-range'] ?? '')?.[1];
    // Not every server lets its `Content-Range` be read: what it should be is then taken for granted, and the hash tells.
    let skip = status === 206 ? from - Number(start ?? from) : from;
    if (skip < 0) {
      this.fault = { again: `the server went on at byte ${start}` };
      return;
    }
    const iterator = body[Symbol.asyncIterator]();
    try {
      for (;;) {
        const { done, value } = await this.#within(iterator.next());
        if (done) return;
        if (skip < value.length) yield skip > 0 ? value.slice(skip) : value;
        skip = Math.max(0, skip - value.length);
      }
    } finally {
      await iterator.return?.();
    }
  }
}

/**
 * A small text, whole.
 * @param most bytes that it may have
 */
export async function textOf(asking: Asking, most: number): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let received = 0;
  for await (const piece of piecesOf(asking, { from: 0 })) {
    received += piece.length;
    if (received > most)
      throw new Problem(
        'input',
        `What ${hostOf(asking.address)} sends as ${asking.what} is longer than any should be. Check the address.`,
      );
    text += decoder.decode(piece, { stream: true });
  }
  return text + decoder.decode();
}
