import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import type { ReadableStream as NodeStream } from 'node:stream/web';
import { fileURLToPath } from 'node:url';
import { runnerImport, type Connect, type HttpServer, type Plugin } from 'vite';
import type { Emulator } from '../src/far/endpoint/emulated/emulate.ts';
import { EMULATED_PATH } from '../src/far/endpoint/emulated/place.ts';

const entry = fileURLToPath(new URL('../src/far/endpoint/emulated/server.ts', import.meta.url));
let emulated: Promise<Emulator> | undefined;

/** Through Vite, as the page gets it, and only once it is asked for: Node itself finds no file without its ending. */
const emulator = () => (emulated ??= runnerImport<{ far: Emulator }>(entry).then(({ module }) => module.far));

/** The emulated far side on the servers of development, preview and tests, as the service worker answers for it on a static host. */
export function farEndpoint(): Plugin {
  const use = ({ middlewares, httpServer }: { middlewares: Connect.Server; httpServer: HttpServer | null }) => {
    middlewares.use(answerFar);
    // Before anybody asks, who would wait for it and take it for the network.
    httpServer?.once('listening', () => void emulator());
  };
  return { name: 'nearside:far', configureServer: use, configurePreviewServer: use };
}

/** Answers what is asked of the emulated far side, and hands on everything else. */
export function answerFar(asked: IncomingMessage, response: ServerResponse, next: () => void): void {
  const url = new URL(asked.url ?? '/', 'http://localhost');
  if (!url.pathname.endsWith(`/${EMULATED_PATH}`)) return next();
  const gone = new AbortController();
  response.on('close', () => gone.abort(new Error('The client went away.')));
  const hasBody = asked.method !== 'GET' && asked.method !== 'HEAD';
  const request = new Request(url, {
    method: asked.method,
    headers: { 'Content-Type': asked.headers['content-type'] ?? '', ...lengthOf(asked) },
    body: hasBody ? (Readable.toWeb(asked) as ReadableStream) : null,
    // Node asks for it where a body is a stream: https://github.com/nodejs/node/issues/46221
    ...{ duplex: 'half' },
    signal: gone.signal,
  });
  emulator()
    .then((far) => far.answer(request))
    .then(
      (answer) => send(answer, response),
      // Whoever asked is gone, or broke off while sending.
      () => response.destroy(),
    );
}

const lengthOf = ({ headers }: IncomingMessage): Record<string, string> =>
  headers['content-length'] ? { 'Content-Length': headers['content-length'] } : {};

function send(answer: Response, response: ServerResponse): void {
  response.statusCode = answer.status;
  for (const [name, value] of answer.headers) response.setHeader(name, value);
  // What is left of an upload that was refused is not read.
  if (answer.status === 413) response.setHeader('Connection', 'close');
  response.flushHeaders();
  const body = Readable.fromWeb(answer.body as unknown as NodeStream);
  body.on('error', () => response.destroy());
  response.on('close', () => body.destroy());
  body.pipe(response);
}
