import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A repository as a test describes it. */
export interface FakeRepository {
  /** By path; what is longer than a kilobyte is kept elsewhere, as the hub keeps large files. */
  readonly files: Readonly<Record<string, Uint8Array | string>>;
  /** Merged into what the hub tells of it. */
  readonly info?: Readonly<Record<string, unknown>>;
  readonly gated?: boolean;
}

export interface Exchange {
  /** Of which of the two servers, and what was asked of it. */
  readonly kind: 'info' | 'tree' | 'file' | 'content';
  readonly path: string;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Counts requests of this kind for this path from 1. */
  readonly nth: number;
}

export interface FakeHub {
  readonly origin: string;
  /** Where large files are, another origin. */
  readonly contentOrigin: string;
  /** Every request so far: "content onnx/model.onnx bytes=100-". */
  readonly requests: string[];
  /** Answers in place of the hub where it returns true. */
  spoil: (exchange: Exchange) => boolean | undefined;
  close(): Promise<void>;
}

export const COMMIT = '0123456789abcdef0123456789abcdef01234567';
const LARGE_BYTES = 1024;
const PAGE = 3;

const bytesOf = (content: Uint8Array | string) =>
  typeof content === 'string' ? Buffer.from(content) : Buffer.from(content);
const hex = (algorithm: string, ...parts: (string | Buffer)[]) => {
  const hash = createHash(algorithm);
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
};

function entryOf(path: string, content: Buffer): object {
  const isLarge = content.length > LARGE_BYTES;
  return {
    type: 'file',
    path,
    size: content.length,
    oid: hex('sha1', `blob ${content.length}\0`, content),
    ...(isLarge ? { lfs: { oid: hex('sha256', content), size: content.length, pointerSize: 130 } } : {}),
  };
}

/** What the hub lets other pages read of its headers; `Retry-After` is not among them. Seen in its answers in October 2026. */
const EXPOSED =
  'X-Repo-Commit,X-Request-Id,X-Error-Code,X-Error-Message,X-Total-Count,ETag,Link,Accept-Ranges,Content-Range,X-Linked-Size,X-Linked-ETag';

/** Serves ranges as hosts of files do. */
export function sendBytes({ request, response }: Pick<Exchange, 'request' | 'response'>, content: Buffer): void {
  const start = Number(/^bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
  const headers = { 'Content-Type': 'application/octet-stream', 'Content-Length': content.length - start };
  if (start > 0)
    response.writeHead(206, { ...headers, 'Content-Range': `bytes ${start}-${content.length - 1}/${content.length}` });
  else response.writeHead(200, headers);
  response.end(content.subarray(start));
}

function refuse(response: ServerResponse, status: number, code?: string): void {
  if (code) response.setHeader('X-Error-Code', code);
  response
    .writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' })
    .end(code ?? 'Invalid username or password.');
}

/**
 * A server that speaks the hub's paths, with a second one, of another origin, that has the large files: descriptions, lists in
 * pages, redirections of both kinds, ranges, and refusals with the hub's codes.
 */
export async function fakeHub(repositories: Readonly<Record<string, FakeRepository>>): Promise<FakeHub> {
  const requests: string[] = [];
  const counts = new Map<string, number>();
  const find = (path: string): [string, FakeRepository, string] | undefined => {
    const name = Object.keys(repositories).find((each) => path === each || path.startsWith(`${each}/`));
    return name === undefined ? undefined : [name, repositories[name] as FakeRepository, path.slice(name.length + 1)];
  };

  /** @returns whether the answer was spoilt */
  function note(kind: Exchange['kind'], path: string, request: IncomingMessage, response: ServerResponse): boolean {
    const { range } = request.headers;
    requests.push(`${kind} ${path}${range ? ` ${range}` : ''}`);
    const nth = (counts.get(`${kind} ${path}`) ?? 0) + 1;
    counts.set(`${kind} ${path}`, nth);
    return hub.spoil({ kind, path, request, response, nth }) === true;
  }

  function onContent(request: IncomingMessage, response: ServerResponse): void {
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.setHeader('Access-Control-Expose-Headers', '*');
    const [, repository, path] = find(decodeURIComponent((request.url ?? '').slice(1).split('?')[0] ?? '')) ?? [
      '',
      undefined,
      '',
    ];
    if (note('content', path, request, response)) return;
    sendBytes({ request, response }, bytesOf(repository?.files[path] ?? ''));
  }

  function onHub(request: IncomingMessage, response: ServerResponse): void {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    response.setHeader('Access-Control-Allow-Origin', request.headers.origin ?? 'https://huggingface.co');
    response.setHeader('Access-Control-Expose-Headers', EXPOSED);
    response.setHeader('Vary', 'Origin');
    const api = /^\/api\/models\//.test(pathname);
    const found = find(
      decodeURIComponent(pathname.replace(/^\/api\/(?:models|resolve-cache\/models)\//, '/').slice(1)),
    );
    if (!found) return void (note('info', pathname, request, response) || refuse(response, 401));
    const [name, repository, behind] = found;
    const [kind, revision = '', ...more] = behind.split('/');
    const path = more.join('/');
    const isKnown = revision === COMMIT || revision === 'main';
    if (api && kind === 'revision') {
      if (note('info', name, request, response)) return;
      if (!isKnown) return refuse(response, 404, 'RevisionNotFound');
      const info = { id: name, sha: COMMIT, gated: repository.gated ? 'manual' : false, tags: [], ...repository.info };
      return void response.setHeader('Content-Type', 'application/json').end(JSON.stringify(info));
    }
    if (api && kind === 'tree') {
      if (note('tree', name, request, response)) return;
      const from = Number(searchParams.get('cursor') ?? 0);
      const entries = Object.entries(repository.files).map(([file, content]) => entryOf(file, bytesOf(content)));
      const all = [{ type: 'directory', oid: hex('sha1', 'tree'), size: 0, path: 'onnx' }, ...entries];
      const next = `${hub.origin}${pathname}?recursive=true&cursor=${from + PAGE}`;
      if (from + PAGE < all.length) response.setHeader('Link', `<${next}>; rel="next"`);
      return void response
        .setHeader('Content-Type', 'application/json')
        .end(JSON.stringify(all.slice(from, from + PAGE)));
    }
    if (note('file', path, request, response)) return;
    if (repository.gated) return refuse(response, 401, 'GatedRepo');
    const content = repository.files[path];
    if (content === undefined) return refuse(response, 404, 'EntryNotFound');
    const bytes = bytesOf(content);
    if (bytes.length > LARGE_BYTES) {
      const location = `${hub.contentOrigin}/${name}/${path}?Signature=abc`;
      return void response.writeHead(302, { Location: location }).end();
    }
    if (pathname.startsWith('/api/resolve-cache/')) return sendBytes({ request, response }, bytes);
    response.writeHead(307, { Location: `/api/resolve-cache/models/${name}/${kind}/${revision}/${path}` }).end();
  }

  const listen = async (answer: (request: IncomingMessage, response: ServerResponse) => void, host: string) => {
    const server = createServer(answer);
    await new Promise<void>((resolve) => server.listen(0, host, resolve));
    const close = () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    return { origin: `http://${host}:${(server.address() as AddressInfo).port}`, close };
  };
  const servers = [await listen(onHub, 'localhost'), await listen(onContent, '127.0.0.1')] as const;
  const hub: FakeHub = {
    origin: servers[0].origin,
    contentOrigin: servers[1].origin,
    requests,
    spoil: () => undefined,
    close: async () => void (await Promise.all(servers.map(({ close }) => close()))),
  };
  return hub;
}
