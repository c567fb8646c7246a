import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { ReadableStream as NodeStream } from 'node:stream/web';
import { fileURLToPath } from 'node:url';
import { runnerImport, type Connect, type HttpServer, type Plugin } from 'vite';
import type { Emulator } from '../src/far/endpoint/emulated/emulate.ts';
import { EMULATED_HEADER, EMULATED_PATH } from '../src/far/endpoint/emulated/place.ts';

const entry = fileURLToPath(new URL('../src/far/endpoint/emulated/server.ts', import.meta.url));

/** Through Vite, as the page gets it, and only once it is asked for: Node itself finds no file without its ending. */
const emulator = kept(async (): Promise<Emulator> => (await runnerImport<{ far: Emulator }>(entry)).module.far);

/** Loads once; anew after it failed, since the file may be mended meanwhile. */
export function kept<T>(load: () => Promise<T>): () => Promise<T> {
  let loaded: Promise<T> | undefined;
  return () =>
    (loaded ??= load().catch((error: unknown) => {
      loaded = undefined;
      throw error;
    }));
}

/** The emulated far side on the servers of development, preview and tests, as the service worker answers for it on a static host. */
export function farEndpoint(): Plugin {
  const use = ({ middlewares, httpServer }: { middlewares: Connect.Server; httpServer: HttpServer | null }) => {
    middlewares.use(answerFar);
    // Before anybody asks, who would wait for it and take it for the network.
    // What fails is tried again by whoever asks.
    httpServer?.once('listening', () => void emulator().catch(() => undefined));
  };
  return { name: 'nearside:far', configureServer: use, configurePreviewServer: use };
}

/** Answers what is asked of the emulated far side, and hands on everything else. */
export function answerFar(asked: IncomingMessage, response: ServerResponse, next: () => void): void {
  const url = new URL(asked.url ?? '/', 'http://localhost');
  if (!url.pathname.endsWith(`/${EMULATED_PATH}`)) return next();
  if (isForeign(asked)) return void send(refusedPage(), asked, response);
  const gone = new AbortController();
  response.on('close', () => gone.abort(new Error('The client went away.')));
  const hasBody = asked.method !== 'GET' && asked.method !== 'HEAD';
  const request = new Request(url, {
    method: asked.method,
    headers: { 'Content-Type': asked.headers['content-type'] ?? '', ...lengthOf(asked) },
    // Left early it leaves the connection open, on which a refusal is still to be sent.
    body: hasBody ? (NodeStream.from(asked.iterator({ destroyOnReturn: false })) as ReadableStream) : null,
    // Node asks for it where a body is a stream: https://github.com/nodejs/node/issues/46221
    ...{ duplex: 'half' },
    signal: gone.signal,
  });
  emulator()
    .then((far) => far.answer(request))
    .then((answer) => send(answer, asked, response))
    // Whoever asked is gone, or broke off while sending.
    .catch(() => response.destroy());
}

/** Any page may post to this server without reading what comes back: all places would be taken. Browsers say whose page it is. */
const isForeign = ({ headers }: IncomingMessage): boolean =>
  !['same-origin', 'none', undefined].includes(headers['sec-fetch-site'] as string | undefined);

const refusedPage = (): Response =>
  Response.json(
    { emulated: true, problem: 'The emulated far side answers its own page, and no page of another site.' },
    { status: 403, headers: { [EMULATED_HEADER]: 'server', 'Cache-Control': 'no-store' } },
  );

const lengthOf = ({ headers }: IncomingMessage): Record<string, string> =>
  headers['content-length'] ? { 'Content-Length': headers['content-length'] } : {};

async function send(answer: Response, asked: IncomingMessage, response: ServerResponse): Promise<void> {
  response.statusCode = answer.status;
  for (const [name, value] of answer.headers) response.setHeader(name, value);
  if (answer.status >= 400) {
    // It may come before the upload was read, and nothing else is to follow on that connection.
    response.setHeader('Connection', 'close');
    response.write(await answer.text());
    await uploadsEnd(asked);
    response.end();
    return;
  }
  response.flushHeaders();
  const body = Readable.fromWeb(answer.body as unknown as NodeStream);
  body.on('error', () => response.destroy());
  response.on('close', () => body.destroy());
  body.pipe(response);
}

const LINGER_MS = 2000;

/**
 * Takes what is left of an upload and throws it away, for a while: a connection that closes while something is on its way to it may take
 * the answer along.
 */
function uploadsEnd(asked: IncomingMessage): Promise<void> {
  if (asked.readableEnded || asked.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, LINGER_MS);
    const end = () => {
      clearTimeout(timer);
      resolve();
    };
    asked.once('end', end).once('close', end).resume();
  });
}
