import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Problem } from '../domain/problem';
import { Remote } from '../door/remote';
import { serve } from '../door/serve';
import { fileUrl, readAddress } from './address';
import { COMMIT, fakeHub, type Exchange, type FakeHub } from './hubServer.fixture';
import { piecesOf, textOf } from './transfer';

/** Through the door's own code and a real server; only the sandbox around it is left out, which end-to-end tests have. */

const content = Uint8Array.from({ length: 300_000 }, (_, i) => (i * 7) % 251);
const path = 'onnx/model_q4.onnx';

let hub: FakeHub;
let ports: MessageChannel;
let remote: Remote;
beforeEach(async () => {
  hub = await fakeHub({ 'a/b': { files: { [path]: content, 'config.json': '{}' } } });
  ports = new MessageChannel();
  serve(ports.port2);
  remote = new Remote(ports.port1);
});
afterEach(async () => {
  ports.port1.close();
  await hub.close();
});

/** Vitest compares large arrays one by one. */
const expectSame = (found: Uint8Array, wanted: Uint8Array) => expect(Buffer.compare(found, wanted)).toBe(0);

interface Outcome {
  readonly bytes: Uint8Array;
  readonly problem?: Problem;
  readonly waits: readonly number[];
}

async function get(
  what = path,
  from = 0,
  bytes: number | undefined = content.length,
  silenceMs = 5000,
): Promise<Outcome> {
  const address = readAddress(`${hub.origin}/a/b`);
  const waits: number[] = [];
  const pieces: Uint8Array[] = [];
  const rules = { silenceMs, wait: async (ms: number) => void waits.push(ms) };
  const signal = new AbortController().signal;
  const asking = { remote, address, url: fileUrl(address, COMMIT, what), what, signal, rules };
  const outcome = (problem?: Problem) => ({ bytes: new Uint8Array(Buffer.concat(pieces)), problem, waits });
  try {
    for await (const piece of piecesOf(asking, { from, bytes })) pieces.push(piece);
    return outcome();
  } catch (error) {
    return outcome(error as Problem);
  }
}

/** Sends bytes from where they were asked for, up to one, and hangs up. */
function cutAt({ request, response }: Exchange, end: number): true {
  const start = Number(/^bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
  response.writeHead(start > 0 ? 206 : 200, {
    'Content-Length': content.length - start,
    ...(start > 0 ? { 'Content-Range': `bytes ${start}-${content.length - 1}/*` } : {}),
  });
  response.write(content.subarray(start, end), () => response.socket?.end());
  return true;
}

const refusing =
  (status: number, headers: Record<string, string> = {}) =>
  ({ response }: Exchange) => {
    response.writeHead(status, headers).end();
    return true;
  };

describe('piecesOf', () => {
  it('follows redirections to another server, and back to the same', async () => {
    expectSame((await get()).bytes, content);
    expect(new TextDecoder().decode((await get('config.json', 0, 2)).bytes)).toBe('{}');
    expect(hub.requests).toEqual([`file ${path}`, `content ${path}`, 'file config.json', 'file config.json']);
  });

  it('goes on at a byte', async () => {
    expectSame((await get(path, 123_456)).bytes, content.slice(123_456));
    expect(hub.requests).toContain(`content ${path} bytes=123456-`);
  });

  it('passes over what is there where a server knows no ranges', async () => {
    hub.spoil = ({ kind, response }) => {
      if (kind !== 'content') return;
      response.writeHead(200).end(content);
      return true;
    };
    expectSame((await get(path, 123_456)).bytes, content.slice(123_456));
  });

  it('goes on where a connection broke, as often as something new comes', async () => {
    hub.spoil = (exchange) =>
      exchange.kind === 'content' && exchange.nth <= 6 ? cutAt(exchange, exchange.nth * 40_000) : undefined;
    const { bytes, problem, waits } = await get();
    expect(problem).toBeUndefined();
    expectSame(bytes, content);
    expect(waits).toHaveLength(6);
  });

  it('gives up where nothing new comes, and says that the rest is kept', async () => {
    hub.spoil = (exchange) => (exchange.kind === 'content' ? cutAt(exchange, 40_000) : undefined);
    const { bytes, problem, waits } = await get();
    expect(bytes).toHaveLength(40_000);
    expect(problem?.message).toBe(
      `The download of ${path} from ${new URL(hub.contentOrigin).host} keeps breaking off. Go on in a while: what has come is kept.`,
    );
    expect(waits).toHaveLength(3);
  });

  it('gives up a server that falls silent', async () => {
    hub.spoil = ({ kind, response }) => {
      if (kind !== 'content') return;
      response.writeHead(200, { 'Content-Length': content.length }).write(content.subarray(0, 1000));
      return true;
    };
    const { problem } = await get(path, 0, content.length, 80);
    expect(problem?.detail).toBe('the server fell silent for 0 s');
  });

  it('waits for no end once every byte is there', async () => {
    hub.spoil = ({ kind, response }) => {
      if (kind !== 'content') return false;
      response.writeHead(200).write(content);
      return true;
    };
    const { bytes, waits, problem } = await get(path, 0, content.length, 60_000);
    expect(problem).toBeUndefined();
    expectSame(bytes, content);
    expect(waits).toEqual([]);
    expect((await get(path, content.length)).bytes).toHaveLength(0);
    expect(hub.requests).toHaveLength(2);
  });

  it('takes no more bytes than are listed', async () => {
    const { problem } = await get(path, 0, content.length - 1);
    expect(problem?.code).toBe('integrity');
    expect(problem?.message).toMatch(/^The server sent more bytes for/);
  });

  it('waits as long as a busy server asks, where it lets that be read', async () => {
    hub.spoil = (exchange) =>
      exchange.kind === 'content' && exchange.nth === 1 ? refusing(429, { 'Retry-After': '7' })(exchange) : undefined;
    const { bytes, waits } = await get();
    expectSame(bytes, content);
    expect(waits).toEqual([7000]);
  });

  it('does not wait ten minutes', async () => {
    hub.spoil = (exchange) =>
      exchange.kind === 'content' ? refusing(429, { 'Retry-After': '600' })(exchange) : undefined;
    const { problem, waits } = await get();
    expect(problem?.message).toMatch(/ is too busy and asks to wait 10 minutes\. Go on then/);
    expect(waits).toEqual([]);
  });

  it('tells a visitor of the hub’s limit when it does not end', async () => {
    hub.spoil = (exchange) => (exchange.kind === 'file' ? refusing(429)(exchange) : undefined);
    const { problem, waits } = await get();
    expect(problem?.message).toMatch(/answers no more requests from here for now\. Go on in five minutes/);
    expect(waits).toHaveLength(3);
  });

  it.each([
    [401, { 'X-Error-Code': 'GatedRepo' }, /^a\/b is gated: .* this page signs nobody in\. Name an open copy/],
    [403, {}, /^a\/b is gated/],
    [401, {}, /has no model a\/b, or it is private\. Check the name\./],
    [404, { 'X-Error-Code': 'RepoNotFound' }, /has no model a\/b/],
    [404, { 'X-Error-Code': 'RevisionNotFound' }, /^a\/b has no revision main\. Leave the revision out/],
    [404, { 'X-Error-Code': 'EntryNotFound' }, /has no onnx\/model_q4\.onnx of a\/b\. Look the model up again/],
    [451, {}, /refused to send onnx\/model_q4\.onnx \(451\)/],
    [200, { 'Content-Type': 'text/html' }, /sent a web page instead of onnx\/model_q4\.onnx/],
  ])('asks once where the answer is %i %j', async (status, headers, message) => {
    hub.spoil = (exchange) => refusing(status, headers as Record<string, string>)(exchange);
    const { problem, waits } = await get();
    expect(problem?.code).toBe('download');
    expect(problem?.message).toMatch(message);
    expect(waits).toEqual([]);
    expect(hub.requests).toHaveLength(1);
  });

  it('says what may be wrong where nobody answers', async () => {
    const { origin } = hub;
    await hub.close();
    const { problem } = await get();
    expect(problem?.message).toContain(`from ${new URL(origin).host}: it, or the server that it points to`);
    expect(problem?.message).toContain('(CORS)');
  });

  it('breaks off when it is told to', async () => {
    hub.spoil = ({ kind, response }) => {
      if (kind !== 'content') return;
      response.writeHead(200).write(content.subarray(0, 1000));
      return true;
    };
    const address = readAddress(`${hub.origin}/a/b`);
    const controller = new AbortController();
    const asking = { remote: new Remote(ports.port1), address, url: fileUrl(address, COMMIT, path), what: path };
    const pieces = piecesOf({ ...asking, signal: controller.signal }, { from: 0, bytes: content.length });
    await pieces.next();
    const next = pieces.next();
    controller.abort(new Error('enough'));
    await expect(next).rejects.toThrow('enough');
  });
});

it('reads no text that is longer than it may be', async () => {
  const address = readAddress(`${hub.origin}/a/b`);
  const { signal } = new AbortController();
  const asking = { remote: new Remote(ports.port1), address, url: fileUrl(address, COMMIT, path), what: path, signal };
  await expect(textOf(asking, 1000)).rejects.toThrow(/is longer than any should be/);
});
