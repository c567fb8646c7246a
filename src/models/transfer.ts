import { Problem } from '../domain/problem';
import type { CardFile } from './card';
import { backoffMs, retryAfterMs } from './retry';

const TRIES = 3;
/** A server that asks for more patience than this is not waited for. */
const MOST_PATIENCE_MS = 60_000;

export interface DownloadRules {
  /** How long not a single byte may come, ms, before the connection is given up. */
  readonly silenceMs: number;
  readonly wait: (ms: number) => Promise<void>;
}

const usual: DownloadRules = {
  silenceMs: 30_000,
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};

interface Options extends Partial<DownloadRules> {
  /** Told of the bytes so far, and at the beginning of every try. */
  readonly report: (received: number) => void;
  readonly cache: RequestCache;
}

export const nameOf = ({ path }: Pick<CardFile, 'path'>): string => path.split('/').at(-1) ?? path;

/** Why a try came to nothing. */
type Fault =
  /** Worth another try, after a while. */
  | { readonly again: string; readonly afterMs?: number }
  /** Another try would end the same way. */
  | { readonly refused: Problem };

/**
 * Downloads a file in up to three tries, each going on where the last broke off when the server serves ranges. Tries wait for each
 * other, longer each time and as long as the server asks; what the server refuses is not asked again.
 * @returns as many bytes as the card lists, whatever they are
 * @throws Problem `download`, `offline` or `integrity`
 */
export async function download(url: string, file: CardFile, options: Options): Promise<ArrayBuffer> {
  const { silenceMs = usual.silenceMs, wait = usual.wait, report } = options;
  const buffer = new Uint8Array(file.bytes);
  let received = 0;
  let cause = '';
  for (let attempt = 0; attempt < TRIES; attempt++) {
    report(received);
    const one = new Try(url, file, buffer, silenceMs, options);
    const fault = await one.run(received);
    received = one.received;
    if (!fault) return buffer.buffer;
    if ('refused' in fault) throw fault.refused;
    cause = fault.again;
    if (attempt < TRIES - 1) await wait(Math.max(fault.afterMs ?? 0, backoffMs(attempt)));
  }
  const offline = globalThis.navigator?.onLine === false;
  throw offline
    ? new Problem(
        'offline',
        'The device went offline during the download. Connect and run again; nothing is lost.',
        cause,
      )
    : new Problem(
        'download',
        `The download of ${nameOf(file)} did not finish after ${TRIES} tries. Run again to retry.`,
        cause,
      );
}

/** One request, from its start to the last byte that it brings. */
class Try {
  received = 0;
  readonly #controller = new AbortController();
  #silent = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    readonly url: string,
    readonly file: CardFile,
    readonly buffer: Uint8Array,
    readonly silenceMs: number,
    readonly options: Pick<Options, 'cache' | 'report'>,
  ) {}

  /** @param from bytes that are there already */
  async run(from: number): Promise<Fault | undefined> {
    this.received = from;
    try {
      this.#listen();
      const headers = from > 0 ? { Range: `bytes=${from}-` } : undefined;
      const { cache } = this.options;
      const response = await fetch(this.url, { cache, headers, signal: this.#controller.signal });
      const fault = this.#faultOf(response);
      if (fault) return fault;
      if (response.status !== 206) this.received = 0;
      await this.#read(response);
    } catch (error) {
      if (error instanceof Problem) throw error;
      const seconds = Math.round(this.silenceMs / 1000);
      return { again: this.#silent ? `the server fell silent for ${seconds} s` : String(error) };
    } finally {
      clearTimeout(this.#timer);
      // A body that is not read to its end keeps its connection.
      this.#controller.abort();
    }
    return this.#faultOfBytes(from);
  }

  /** Begins the wait for the next byte. */
  #listen(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#silent = true;
      this.#controller.abort();
    }, this.silenceMs);
  }

  #faultOf(response: Response): Fault | undefined {
    const { status, headers } = response;
    const name = nameOf(this.file);
    const refused = (message: string): Fault => ({ refused: new Problem('download', message, this.url) });
    if (status === 404 || status === 410) return refused(`The weights are not on the server (${name}: ${status}).`);
    if (status === 416) {
      this.received = 0;
      return { again: `HTTP ${status}` };
    }
    if (isPassing(status)) {
      const afterMs = retryAfterMs(headers.get('Retry-After'), Date.now());
      if (afterMs === undefined || afterMs <= MOST_PATIENCE_MS) return { again: `HTTP ${status}`, afterMs };
      const minutes = Math.ceil(afterMs / 60_000);
      return refused(`The server is too busy for ${name} and asks to wait ${minutes} minutes. Run again then.`);
    }
    if (!response.ok) return refused(`The server refused to send ${name} (${status}).`);
    if (/^text\/html\b/i.test(headers.get('Content-Type') ?? '')) return { refused: this.#webPage() };
    const start = /^bytes (\d+)-/.exec(headers.get('Content-Range') ?? '')?.[1];
    if (status === 206 && start !== undefined && Number(start) !== this.received) {
      this.received = 0;
      return { again: `the server went on at byte ${start}` };
    }
    return undefined;
  }

  async #read(response: Response): Promise<void> {
    const reader = response.body?.getReader();
    if (!reader) throw new Problem('download', 'The browser gave no body for the download.');
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      this.#listen();
      // A longer file than the card says is read no further: its hash cannot fit.
      const room = this.buffer.length - this.received;
      this.buffer.set(value.subarray(0, room), this.received);
      this.received += value.length;
      this.options.report(Math.min(this.received, this.buffer.length));
      if (value.length > room) return;
    }
  }

  #faultOfBytes(from: number): Fault | undefined {
    const { received, file } = this;
    if (received > 0 && looksLikeHtml(this.buffer)) return { refused: this.#webPage() };
    if (received < file.bytes) return { again: `broke off after ${Math.max(from, received)} of ${file.bytes} bytes` };
    if (received === file.bytes) return undefined;
    const message = `The server sent more bytes for ${nameOf(file)} than the card lists; it was not used.`;
    return { refused: new Problem('integrity', message, this.url) };
  }

  /** What hosts answer for a missing file where every address leads to the same page, and hotels before one has signed in. */
  #webPage(): Problem {
    return new Problem(
      'download',
      `The server sent a web page instead of ${nameOf(this.file)}: the file is missing there, or the network asks to sign in.`,
      this.url,
    );
  }
}

/** Statuses that may be gone in a moment: of the 4xx only those that say so themselves. */
const isPassing = (status: number) => status >= 500 || status === 408 || status === 425 || status === 429;

function looksLikeHtml(bytes: Uint8Array): boolean {
  return /^\s*<(?:!doctype html|html)\b/i.test(new TextDecoder().decode(bytes.subarray(0, 64)));
}
