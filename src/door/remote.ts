import type { FromDoor, Itemised, Post, ToDoor } from './protocol';

/** What a server answered, its body still to come. */
export interface Answer {
  readonly status: number;
  /** In small letters; only what the server lets other pages read. */
  readonly headers: Readonly<Record<string, string>>;
  /** Of the server that answered in the end, after redirections. */
  readonly host: string;
  /**
   * The body, piece by piece. To leave it early is to break the request off.
   * @throws NoAnswer where it broke off
   */
  readonly body: AsyncIterable<Uint8Array<ArrayBuffer>>;
}

/** A piece of a body, and when it came. */
export interface TimedPiece {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Since the request was made, ms, by the door's clock. */
  readonly atMs: number;
}

/** What a server answered to a post, with the times of its parts. */
export interface TimedAnswer extends Omit<Answer, 'body'> {
  /** Status and headers, ms since the request was made. */
  readonly headMs: number;
  readonly body: AsyncIterable<TimedPiece>;
  /** Of the whole, once the body was read to its end; undefined before. */
  readonly end: () => { readonly atMs: number; readonly itemised?: Itemised } | undefined;
}

/** The server answered with another address, which is not asked. */
export class Redirected extends Error {
  override readonly name = 'Redirected';
}

/** The browser brought no answer, or no more of one. It doesn't say why: no connection, no such server, or one that doesn't let other pages read. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

interface Listener {
  hear(news: Exclude<FromDoor, { kind: 'open' }>): void;
}

/** Asks other servers through a door's port, in whatever realm that is. */
export class Remote {
  #count = 0;
  readonly #listeners = new Map<number, Listener>();

  constructor(readonly port: MessagePort) {
    port.onmessage = ({ data }: MessageEvent<FromDoor>) => {
      if (data.kind !== 'open') this.#listeners.get(data.id)?.hear(data);
    };
  }

  #say(message: ToDoor): void {
    this.port.postMessage(message);
  }

  /**
   * @param url one that `mayAsk` lets through
   * @param from first byte that is wanted
   * @param signal breaks the request off, its body too
   * @throws NoAnswer, or what the signal was aborted with
   */
  async ask(url: string, from: number, signal: AbortSignal): Promise<Answer> {
    const answer = await this.#request((id) => this.#say({ kind: 'ask', id, url, from }), signal);
    return { ...answer, body: bytesOf(answer.body) };
  }

  /**
   * @param url one that `mayAsk` lets through
   * @param signal breaks the request off, its body too
   * @throws NoAnswer, Redirected, or what the signal was aborted with
   */
  post(url: string, post: Post, signal: AbortSignal): Promise<TimedAnswer> {
    return this.#request((id) => this.#say({ kind: 'post', id, url, post }), signal);
  }

  async #request(say: (id: number) => void, signal: AbortSignal): Promise<TimedAnswer> {
    signal.throwIfAborted();
    const id = ++this.#count;
    const pieces = new Pieces(() => this.#say({ kind: 'pull', id }));
    let ended: ReturnType<TimedAnswer['end']>;
    return new Promise((resolve, reject) => {
      const end = (error?: unknown) => {
        signal.removeEventListener('abort', stop);
        this.#listeners.delete(id);
        pieces.end(error);
        if (error !== undefined) reject(error as Error);
      };
      const leave = (error?: unknown) => {
        if (this.#listeners.has(id)) this.#say({ kind: 'drop', id });
        end(error);
      };
      const stop = () => leave(signal.reason);
      signal.addEventListener('abort', stop);
      this.#listeners.set(id, {
        hear(news) {
          if (news.kind === 'bytes') pieces.add({ bytes: news.bytes, atMs: news.atMs });
          else if (news.kind === 'end') {
            ended = { atMs: news.atMs, itemised: news.itemised };
            end();
          } else if (news.kind === 'failed') end(new NoAnswer(news.detail));
          else if (news.kind === 'redirected') end(new Redirected('another address'));
          else {
            const { status, headers, host, atMs } = news;
            resolve({ status, headers, host, headMs: atMs, body: pieces.read(() => leave()), end: () => ended });
          }
        },
      });
      say(id);
    });
  }
}

/** To leave it early is to leave the pieces early. */
async function* bytesOf(pieces: AsyncIterable<TimedPiece>): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  for await (const { bytes } of pieces) yield bytes;
}

/** Pieces of a body between the port, which gives them when it likes, and whoever reads them. */
class Pieces {
  readonly #pieces: TimedPiece[] = [];
  #ended = false;
  #error: unknown;
  #wake = () => {};

  constructor(readonly pull: () => void) {}

  add(piece: TimedPiece): void {
    this.#pieces.push(piece);
    this.#wake();
  }

  end(error: unknown): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#error = error;
    this.#wake();
  }

  /** @param onLeave when nobody reads any further */
  async *read(onLeave: () => void): AsyncGenerator<TimedPiece> {
    try {
      for (;;) {
        const piece = this.#pieces.shift();
        if (piece) {
          this.pull();
          yield piece;
        } else if (this.#ended) {
          if (this.#error !== undefined) throw this.#error;
          return;
        } else await new Promise<void>((wake) => (this.#wake = wake));
      }
    } finally {
      onLeave();
    }
  }
}
