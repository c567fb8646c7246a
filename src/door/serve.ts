import { itemised } from './itemised';
import { mayAsk, MOST_UNDER_WAY, passedHeaders, type FromDoor, type Post, type ToDoor } from './protocol';

/** Fetches what is named through the port and hands over what comes, and neither keeps nor looks at it. */
export function serve(port: MessagePort): void {
  const requests = new Map<number, Request>();
  const say = (news: FromDoor, transfer: Transferable[] = []) => port.postMessage(news, transfer);
  port.onmessage = ({ data }: MessageEvent<ToDoor>) => {
    if (data.kind === 'ask' || data.kind === 'post') {
      const request = new Request(data.id, say);
      requests.set(data.id, request);
      const run = data.kind === 'ask' ? request.get(data.url, data.from) : request.post(data.url, data.post);
      void run.finally(() => requests.delete(data.id));
    } else if (data.kind === 'pull') requests.get(data.id)?.pull();
    else requests.get(data.id)?.drop();
  };
  say({ kind: 'open' });
}

class Request {
  readonly #controller = new AbortController();
  #wanted = MOST_UNDER_WAY;
  #wake = () => {};

  constructor(
    readonly id: number,
    readonly say: (news: FromDoor, transfer?: Transferable[]) => void,
  ) {}

  pull(): void {
    this.#wanted++;
    this.#wake();
  }

  drop(): void {
    this.#controller.abort();
    this.#wake();
  }

  get(url: string, from: number): Promise<void> {
    return this.#run(url, { headers: from > 0 ? { Range: `bytes=${from}-` } : {} });
  }

  post(url: string, { headers, body }: Post): Promise<void> {
    return this.#run(url, { method: 'POST', headers, body, redirect: 'manual' });
  }

  async #run(url: string, init: RequestInit): Promise<void> {
    const { id, say } = this;
    try {
      if (!mayAsk(url)) throw new TypeError(`not an address that the door asks: ${url}`);
      const startMs = performance.now();
      const since = () => performance.now() - startMs;
      const response = await fetch(url, {
        mode: 'cors',
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
        // The page keeps what it wants; a second copy of a gigabyte in the HTTP cache serves nobody.
        cache: 'no-store',
        ...init,
        signal: this.#controller.signal,
      });
      if (isRedirection(response)) {
        say({ kind: 'redirected', id });
        return;
      }
      const read = passedHeaders.flatMap((name) => {
        const value = response.headers.get(name);
        return value === null ? [] : [[name, value] as const];
      });
      // The whole address may hold a signature.
      const { host } = new URL(response.url);
      say({ kind: 'head', id, status: response.status, headers: Object.fromEntries(read), host, atMs: since() });
      const endMs = await this.#body(response.body, since);
      say({ kind: 'end', id, atMs: endMs, itemised: init.method ? await itemised(url, startMs) : undefined });
    } catch (error) {
      say({ kind: 'failed', id, detail: String(error) });
    }
  }

  /** @returns when it ended */
  async #body(body: ReadableStream<Uint8Array<ArrayBuffer>> | null, since: () => number): Promise<number> {
    const reader = body?.getReader();
    if (!reader) return since();
    for (;;) {
      while (this.#wanted === 0 && !this.#controller.signal.aborted) {
        await new Promise<void>((wake) => (this.#wake = wake));
      }
      const { done, value } = await reader.read();
      const atMs = since();
      if (done) return atMs;
      this.#wanted--;
      // What a browser's stream gives may be part of a larger buffer.
      const bytes = value.byteLength === value.buffer.byteLength ? value : value.slice();
      this.say({ kind: 'bytes', id: this.id, bytes, atMs }, [bytes.buffer]);
    }
  }
}

/** Browsers hide what a redirection that isn't followed says; Node, where tests run, doesn't. */
const isRedirection = ({ type, status }: Response): boolean =>
  type === 'opaqueredirect' || (status > 300 && status < 304) || status === 307 || status === 308;
