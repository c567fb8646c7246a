import { mayAsk, MOST_UNDER_WAY, passedHeaders, type FromDoor, type ToDoor } from './protocol';

/** Fetches what is named through the port and hands over what comes, and neither keeps nor looks at it. */
export function serve(port: MessagePort): void {
  const requests = new Map<number, Request>();
  const say = (news: FromDoor, transfer: Transferable[] = []) => port.postMessage(news, transfer);
  port.onmessage = ({ data }: MessageEvent<ToDoor>) => {
    if (data.kind === 'ask') {
      const request = new Request(data.id, say);
      requests.set(data.id, request);
      void request.run(data.url, data.from).finally(() => requests.delete(data.id));
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

  async run(url: string, from: number): Promise<void> {
    const { id, say } = this;
    try {
      if (!mayAsk(url)) throw new TypeError(`not an address that the door asks: ${url}`);
      const response = await fetch(url, {
        mode: 'cors',
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
        // The page keeps what it wants; a second copy of a gigabyte in the HTTP cache serves nobody.
        cache: 'no-store',
        headers: from > 0 ? { Range: `bytes=${from}-` } : {},
        signal: this.#controller.signal,
      });
      const read = passedHeaders.flatMap((name) => {
        const value = response.headers.get(name);
        return value === null ? [] : [[name, value] as const];
      });
      // The whole address may hold a signature.
      const { host } = new URL(response.url);
      say({ kind: 'head', id, status: response.status, headers: Object.fromEntries(read), host });
      await this.#body(response.body);
      say({ kind: 'end', id });
    } catch (error) {
      say({ kind: 'failed', id, detail: String(error) });
    }
  }

  async #body(body: ReadableStream<Uint8Array<ArrayBuffer>> | null): Promise<void> {
    const reader = body?.getReader();
    if (!reader) return;
    for (;;) {
      while (this.#wanted === 0 && !this.#controller.signal.aborted) {
        await new Promise<void>((wake) => (this.#wake = wake));
      }
      const { done, value } = await reader.read();
      if (done) return;
      this.#wanted--;
      // What a browser's stream gives may be part of a larger buffer.
      const bytes = value.byteLength === value.buffer.byteLength ? value : value.slice();
      this.say({ kind: 'bytes', id: this.id, bytes }, [bytes.buffer]);
    }
  }
}
