import { NoAnswer, Redirected, type Remote, type TimedAnswer } from '../../../door/remote';
import type { Trip } from '../trip';
import type { Endpoint } from './address';
import { BadStream, ChatTimes } from '../events';
import * as faults from './faults';
import type { Fault } from './faults';
import { postOf, type Payload, type Template } from './template';

/** How long is waited, and how much is taken. */
export interface Rules {
  /** For the answer's head, ms. */
  readonly headMs: number;
  /** Between two pieces. */
  readonly silenceMs: number;
  /** For the whole. */
  readonly wholeMs: number;
  readonly downBytes: number;
}

export const usualRules: Rules = { headMs: 30_000, silenceMs: 15_000, wholeMs: 120_000, downBytes: 32_000_000 };

/** After the last event of a stream, for the connection's own end. */
const AFTER_END_MS = 500;

/** Of an answer that is read, and not only counted. */
const MOST_TEXT_BYTES = 4_000_000;

export interface Asking {
  readonly remote: Remote;
  readonly endpoint: Endpoint;
  readonly template: Template;
  readonly payload: Payload;
  readonly signal: AbortSignal;
  readonly rules?: Partial<Rules>;
}

/**
 * One request to the visitor's own endpoint, and its answer, timed where it is made.
 * @returns a fault in a sentence; never waits without an end
 * @throws what the signal was aborted with
 */
export async function roundTrip(asking: Asking): Promise<Trip | Fault> {
  const post = postOf(asking.template, asking.payload);
  if ('problem' in post) return post;
  const { body, contentType } = post;
  const { headers: given } = asking.endpoint;
  // Under two spellings both would be sent, as one.
  const hasType = Object.keys(given).some((name) => name.toLowerCase() === 'content-type');
  const headers = hasType ? given : { 'Content-Type': contentType, ...given };
  return new Attempt(asking).run({ headers, body }, body.length);
}

class Attempt {
  readonly #controller = new AbortController();
  readonly #rules: Rules;
  readonly #host: string;
  #downBytes = 0;
  #late: Fault | undefined;

  constructor(readonly asking: Asking) {
    this.#rules = { ...usualRules, ...asking.rules };
    this.#host = asking.endpoint.host;
  }

  async run(post: Parameters<Remote['post']>[1], upBytes: number): Promise<Trip | Fault> {
    const { remote, endpoint, signal } = this.asking;
    const { headMs, wholeMs } = this.#rules;
    signal.throwIfAborted();
    const stop = () => this.#controller.abort(signal.reason);
    signal.addEventListener('abort', stop);
    const whole = this.#deadline(wholeMs, faults.endless(this.#host, wholeMs));
    const head = this.#deadline(headMs, faults.noHead(this.#host, headMs));
    let hasHead = false;
    try {
      const answer = await remote.post(endpoint.url, post, this.#controller.signal);
      clearTimeout(head);
      hasHead = true;
      const read = await this.#read(answer);
      return 'problem' in read ? read : { upBytes, ...read };
    } catch (error) {
      signal.throwIfAborted();
      if (this.#late) return this.#late;
      if (error instanceof Redirected) return faults.redirected(this.#host);
      if (error instanceof BadStream) return faults.badStream(this.#host, error.message);
      if (!(error instanceof NoAnswer)) throw error;
      return hasHead
        ? faults.brokenOff(this.#host, this.#downBytes, error.message)
        : faults.noAnswer(this.#host, error.message);
    } finally {
      clearTimeout(head);
      clearTimeout(whole);
      signal.removeEventListener('abort', stop);
      // Whatever is still to come is not wanted.
      this.#controller.abort(new NoAnswer('left'));
    }
  }

  #deadline(ms: number, late: Fault): ReturnType<typeof setTimeout> {
    return setTimeout(() => {
      this.#late ??= late;
      this.#controller.abort(new NoAnswer('late'));
    }, ms);
  }

  async #read(answer: TimedAnswer): Promise<Omit<Trip, 'upBytes'> | Fault> {
    const { template } = this.asking;
    const type = answer.headers['content-type'] ?? '';
    if (answer.status < 200 || answer.status > 299) return this.#refusal(answer);
    if (/\bhtml\b/i.test(type)) return faults.markup(this.#host);
    const chat = template.kind === 'chat' ? new ChatTimes() : undefined;
    if (chat && /\bjson\b/i.test(type)) return faults.notStreamed(this.#host);
    const isRead = template.kind === 'json';
    const most = isRead ? MOST_TEXT_BYTES : this.#rules.downBytes;
    const decoder = new TextDecoder();
    let text = '';
    let lastMs = answer.headMs;
    for await (const { bytes, atMs } of this.#pieces(answer)) {
      if (this.#downBytes > most) return faults.tooLong(this.#host, most);
      lastMs = atMs;
      chat?.add(bytes, atMs);
      if (isRead) text += decoder.decode(bytes, { stream: true });
      if (chat?.isDone) {
        await this.#atEnd(answer);
        break;
      }
    }
    if (isRead) {
      const wrong = this.#wrongJson(text);
      if (wrong) return wrong;
    }
    const end = answer.end();
    const { headMs } = answer;
    const totalMs = end?.atMs ?? lastMs;
    return { downBytes: this.#downBytes, headMs, totalMs, itemised: end?.itemised, stream: chat?.times() };
  }

  #wrongJson(text: string): Fault | undefined {
    if (/^\s*</.test(text)) return faults.markup(this.#host);
    try {
      JSON.parse(text);
      return undefined;
    } catch {
      return faults.notJson(this.#host, text);
    }
  }

  /** A little of what the server says of it. */
  async #refusal(answer: TimedAnswer): Promise<Fault> {
    const decoder = new TextDecoder();
    let text = '';
    try {
      for await (const { bytes } of this.#pieces(answer)) {
        text += decoder.decode(bytes, { stream: true });
        if (text.length > 400) break;
      }
    } catch {
      // The status says enough.
    }
    return faults.badStatus(this.#host, answer.status, text);
  }

  /** Waits for the end behind a stream's last event, since the connection's times come with it; some servers keep theirs open. */
  async #atEnd({ body }: TimedAnswer): Promise<void> {
    const pieces = body[Symbol.asyncIterator]();
    const late = setTimeout(() => this.#controller.abort(new NoAnswer('kept open')), AFTER_END_MS);
    try {
      while (!(await pieces.next()).done);
    } catch {
      this.asking.signal.throwIfAborted();
    } finally {
      clearTimeout(late);
    }
  }

  async *#pieces(answer: TimedAnswer) {
    const { silenceMs } = this.#rules;
    const wait = () => this.#deadline(silenceMs, faults.silent(this.#host, silenceMs));
    let silence = wait();
    try {
      for await (const piece of answer.body) {
        clearTimeout(silence);
        this.#downBytes += piece.bytes.length;
        yield piece;
        silence = wait();
      }
    } finally {
      clearTimeout(silence);
    }
  }
}
