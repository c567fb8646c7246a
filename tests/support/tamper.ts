import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
  /** Bytes of the body after which the server falls silent, until {@link Tampered.breakOff}. */
  holdAt?: number;
}

export interface Tampered {
  readonly url: string;
  /** Path and `Range` of every request so far. */
  readonly requests: readonly { readonly path: string; readonly range?: string }[];
  /** Breaks the connections on which the server has fallen silent. */
  breakOff(): void;
  close(): Promise<void>;
}

/**
 * A server before the real one that spoils what `spoil` wants spoilt: real connections that break, which intercepted requests
 * cannot do.
 * @param spoil changes the answer in place; `nth` counts the requests for this path from 1
 */
export async function tamper(
  upstream: string,
  spoil: (answer: Answer, path: string, nth: number) => void,
): Promise<Tampered> {
  const silent = new Set<ServerResponse>();
  const requests: { path: string; range?: string }[] = [];

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? '/';
    const { range } = request.headers;
    requests.push({ path, range });
    const nth = requests.filter((earlier) => earlier.path === path).length;
    const real = await fetch(new URL(path, upstream), { headers: range ? { range } : {} });
    const answer: Answer = {
      status: real.status,
      headers: Object.fromEntries(real.headers),
      body: Buffer.from(await real.arrayBuffer()),
    };
    // fetch has undone any compression.
    delete answer.headers['content-encoding'];
    delete answer.headers['transfer-encoding'];
    answer.headers['content-length'] = String(answer.body.length);
    spoil(answer, path, nth);
    response.writeHead(answer.status, answer.headers);
    if (answer.holdAt !== undefined) {
      response.write(answer.body.subarray(0, answer.holdAt));
      silent.add(response);
    } else response.end(answer.body);
  }

  const server = createServer((request, response) => {
    respond(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}/`,
    requests,
    breakOff: () => silent.forEach((response) => response.destroy()),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
