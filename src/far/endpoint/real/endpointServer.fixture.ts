import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  readonly method: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

export interface EndpointServer {
  readonly origin: string;
  readonly received: readonly Received[];
  close(): Promise<void>;
}

/** A real server on this device that answers as each path says. */
export async function endpointServer(
  paths: Readonly<Record<string, (response: ServerResponse, received: Received) => void>>,
): Promise<EndpointServer> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const one = { method: request.method ?? '', headers: request.headers, body: Buffer.concat(pieces) };
      received.push(one);
      const answer = paths[new URL(request.url ?? '/', 'http://localhost').pathname];
      if (answer) answer(response, one);
      else response.writeHead(404).end('There is no such thing here.');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
