import type { StreamTimes } from './trip';

/** A line of a stream that is longer than any event should be. */
const MOST_LINE = 1_000_000;
const MOST_PIECES = 16_384;

/** What is wrong with a stream, as a sentence goes on after "the server ": "sent … ". */
export class BadStream extends Error {
  override readonly name = 'BadStream';
}

/**
 * Data of server-sent events, piece by piece as they come (https://html.spec.whatwg.org/multipage/server-sent-events.html). Comments and
 * other fields are passed over.
 */
export class EventReader {
  readonly #decoder = new TextDecoder();
  #text = '';
  #data: string[] = [];

  /** @returns the data of each event that ended with these bytes @throws BadStream for a line without an end */
  add(bytes: Uint8Array): string[] {
    this.#text += this.#decoder.decode(bytes, { stream: true });
    // A carriage return at the very end may have its line feed still to come.
    const lines = this.#text.split(/\r\n|\n|\r(?!$)/);
    this.#text = lines.pop() ?? '';
    if (this.#text.length > MOST_LINE) throw new BadStream(`sent a line of more than ${MOST_LINE} characters`);
    return lines.flatMap((line) => this.#line(line));
  }

  #line(line: string): string[] {
    if (line === '') {
      const event = this.#data.join('\n');
      const isThere = this.#data.length > 0;
      this.#data = [];
      return isThere ? [event] : [];
    }
    const [, field, value = ''] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? [];
    if (field === 'data') this.#data.push(value);
    return [];
  }
}

interface Chunk {
  readonly error?: unknown;
  readonly usage?: { readonly completion_tokens?: unknown } | null;
  readonly choices?: unknown;
}

interface Choice {
  readonly delta?: { readonly content?: unknown } | null;
  readonly text?: unknown;
}

/** Times the text of a streamed chat completion (OpenAI's shape), and keeps none of it. */
export class ChatTimes {
  readonly #reader = new EventReader();
  #pieces = 0;
  #events = 0;
  #firstMs = 0;
  #lastMs = 0;
  #tokens: number | undefined;
  #isDone = false;

  get isDone(): boolean {
    return this.#isDone;
  }

  /** @throws BadStream */
  add(bytes: Uint8Array, atMs: number): void {
    for (const data of this.#reader.add(bytes)) {
      if (data === '[DONE]') this.#isDone = true;
      else this.#chunk(data, atMs);
    }
  }

  #chunk(data: string, atMs: number): void {
    this.#events++;
    let chunk: Chunk | null;
    try {
      chunk = JSON.parse(data) as Chunk | null;
    } catch {
      throw new BadStream(`sent an event that is not JSON: “${data.slice(0, 60)}”`);
    }
    if (chunk === null || typeof chunk !== 'object')
      throw new BadStream(`sent an event that is no object: “${data.slice(0, 60)}”`);
    if (chunk.error)
      throw new BadStream(`broke off with an error of its own: “${messageOf(chunk.error).slice(0, 200)}”`);
    const tokens = chunk.usage?.completion_tokens;
    if (typeof tokens === 'number' && tokens > 0) this.#tokens = tokens;
    const [choice] = (Array.isArray(chunk.choices) ? chunk.choices : []) as (Choice | null | undefined)[];
    const text = choice?.delta?.content ?? choice?.text;
    if (typeof text !== 'string' || text === '') return;
    if (this.#pieces === 0) this.#firstMs = atMs;
    this.#lastMs = atMs;
    this.#pieces++;
    if (this.#pieces > MOST_PIECES) throw new BadStream(`sent more than ${MOST_PIECES} pieces of text and no end`);
  }

  /** @throws BadStream where there was no text */
  times(): StreamTimes {
    if (this.#events === 0) throw new BadStream('sent no event at all');
    if (this.#pieces === 0) throw new BadStream(`sent ${this.#events} events without any text`);
    return { pieces: this.#pieces, firstMs: this.#firstMs, lastMs: this.#lastMs, tokens: this.#tokens };
  }
}

/** An object with a message, as OpenAI has it, or the message itself. */
function messageOf(error: unknown): string {
  const { message } = error as { message?: unknown };
  return typeof message === 'string' ? message : typeof error === 'string' ? error : JSON.stringify(error);
}
