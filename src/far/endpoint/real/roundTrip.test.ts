import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Remote } from '../../../door/remote';
import { serve } from '../../../door/serve';
import { tokensPerSecond, type Trip } from '../trip';
import { repeat } from '../repeat';
import { readEndpoint, type Endpoint } from './address';
import { endpointServer, type EndpointServer } from './endpointServer.fixture';
import type { Fault } from './faults';
import { roundTrip, type Rules } from './roundTrip';
import type { Payload, Template } from './template';

const json = { 'Content-Type': 'application/json' };
const sse = { 'Content-Type': 'text/event-stream' };
const delta = (content: string) => `data: ${JSON.stringify({ choices: [{ delta: { content } }] })}\n\n`;

/** Sends for ever, as fast as it is read. */
function endless(response: ServerResponse, piece: string): void {
  let isOpen = true;
  response.on('close', () => (isOpen = false));
  const send = () => {
    if (isOpen) response.write(piece, send);
  };
  send();
}

let server: EndpointServer;
let ports: MessageChannel;
let remote: Remote;
/** Ends of requests that wait: by the path. */
let closed: string[];
beforeEach(async () => {
  closed = [];
  server = await endpointServer({
    '/echo': (response, { body }) => response.writeHead(200, json).end(JSON.stringify({ bytes: body.length })),
    '/chat': (response) => {
      response.writeHead(200, sse);
      response.write(`: hello\n\ndata: {"choices":[{"delta":{"role":"assistant","content":""}}]}\n\n${delta('One')}`);
      setTimeout(() => response.write(delta(' two').replaceAll('\n', '\r\n')), 30);
      setTimeout(() => response.end(`${delta(' three')}data: [DONE]\n\n`), 60);
    },
    '/kept-open': (response) => response.writeHead(200, sse).write(`${delta('One')}data: [DONE]\n\n`),
    '/counted': (response) =>
      response
        .writeHead(200, sse)
        .end(`${delta('One two three four')}data: {"choices":[],"usage":{"completion_tokens":4}}\n\ndata: [DONE]\n\n`),
    '/hang': (response) => void response.on('close', () => closed.push('/hang')),
    '/stall': (response) => {
      response.writeHead(200, json).write('{"a":');
      response.on('close', () => closed.push('/stall'));
    },
    '/huge': (response) => endless(response.writeHead(200, json), 'x'.repeat(100_000)),
    '/endless-stream': (response) => {
      response.writeHead(200, sse);
      const timer = setInterval(() => response.write(delta(' more')), 5);
      response.on('close', () => clearInterval(timer));
    },
    '/markup': (response) => response.writeHead(200, { 'Content-Type': 'text/html' }).end('<!doctype html>Sign in'),
    '/unlabelled-markup': (response) => response.writeHead(200).end('<html>Sign in</html>'),
    '/text': (response) => response.writeHead(200, json).end('cat'),
    '/redirect': (response) => response.writeHead(307, { Location: `${server.origin}/echo` }).end(),
    '/unauthorised': (response) => response.writeHead(401, json).end('{"error":"no key"}'),
    '/failing': (response) => response.writeHead(503).end(),
    '/broken-off': (response) => {
      response.writeHead(200, { ...json, 'Content-Length': '1000' }).write('{"a":', () => response.destroy());
    },
    '/bad-stream': (response) => response.writeHead(200, sse).end('data: {"choices":[{"del\n\n'),
    '/error-stream': (response) => response.writeHead(200, sse).end('data: {"error":{"message":"out of memory"}}\n\n'),
    '/empty-stream': (response) => response.writeHead(200, sse).end(),
    '/not-streamed': (response) => response.writeHead(200, json).end('{"choices":[{"message":{"content":"Hi"}}]}'),
  });
  ports = new MessageChannel();
  serve(ports.port2);
  remote = new Remote(ports.port1);
});
afterEach(async () => {
  ports.port1.close();
  await server.close();
});

const picture: Payload = { bytes: Uint8Array.of(1, 2, 3, 250), type: 'image/png' };
const text: Payload = { bytes: new TextEncoder().encode('Hello "you"'), type: 'text/plain', text: 'Hello "you"' };
const raw: Template = { kind: 'raw', contentType: 'image/png' };
const filled: Template = { kind: 'json', json: '{"image":"{{base64}}"}' };
const chat: Template = { kind: 'chat', model: 'tiny', maxTokens: 16 };

const ask = (
  path: string,
  template: Template,
  rules: Partial<Rules> = {},
  signal = new AbortController().signal,
  header = 'Authorization: Bearer secret',
) =>
  roundTrip({
    remote,
    endpoint: readEndpoint(server.origin + path, header) as Endpoint,
    template,
    payload: template.kind === 'chat' ? text : picture,
    signal,
    rules,
  });
const trip = async (...of: Parameters<typeof ask>): Promise<Trip> => {
  const found = await ask(...of);
  if ('problem' in found) throw new Error(found.problem);
  return found;
};

describe('a round trip', () => {
  it('sends the bytes as they are, with the visitor’s header, and times head and end', async () => {
    const { upBytes, downBytes, headMs, totalMs, stream } = await trip('/echo', raw);
    expect([upBytes, downBytes, stream]).toEqual([4, '{"bytes":4}'.length, undefined]);
    expect(headMs).toBeGreaterThan(0);
    expect(totalMs).toBeGreaterThanOrEqual(headMs);
    const [received] = server.received;
    expect(received).toMatchObject({
      method: 'POST',
      headers: { authorization: 'Bearer secret', 'content-type': 'image/png' },
    });
    expect([...received!.body]).toEqual([1, 2, 3, 250]);
  });

  it.each(['content-type', 'CONTENT-TYPE', 'Content-Type'])('lets the visitor say what it is, as %s', async (name) => {
    await trip('/echo', raw, {}, undefined, `${name}: image/x-own`);
    expect(server.received[0]!.headers['content-type']).toBe('image/x-own');
  });

  it('fills a JSON template in', async () => {
    await trip('/echo', filled);
    expect(server.received[0]!.body.toString()).toBe('{"image":"AQID+g=="}');
  });

  it('times the pieces of a streamed chat', async () => {
    const { stream } = await trip('/chat', chat);
    expect(stream?.pieces).toBe(3);
    expect(stream!.lastMs).toBeGreaterThan(stream!.firstMs);
    expect(tokensPerSecond(stream!)).toBeCloseTo(2000 / (stream!.lastMs - stream!.firstMs), 6);
    expect(JSON.parse(server.received[0]!.body.toString())).toEqual({
      model: 'tiny',
      messages: [{ role: 'user', content: 'Hello "you"' }],
      stream: true,
      max_tokens: 16,
    });
  });

  it('ends with the stream’s own end, whether the connection does or not', async () => {
    expect((await trip('/kept-open', chat)).stream?.pieces).toBe(1);
  });

  it('believes a server that counts its tokens', async () => {
    expect((await trip('/counted', chat)).stream).toMatchObject({ pieces: 1, tokens: 4 });
  });

  it('is one of a series, whose first stands apart', async () => {
    const seen: number[] = [];
    const { trips, isStopped, fault } = await repeat<Trip, Fault>(
      4,
      new AbortController().signal,
      () => ask('/echo', raw),
      (so) => seen.push(so.length),
    );
    expect([trips.length, isStopped, fault]).toEqual([4, false, undefined]);
    expect(seen).toEqual([1, 2, 3, 4]);
  });

  it('is broken off when the visitor stops, and what came before stays', async () => {
    const controller = new AbortController();
    const done = repeat<Trip, Fault>(3, controller.signal, (index) =>
      ask(index === 0 ? '/echo' : '/hang', raw, {}, controller.signal),
    );
    await expect.poll(() => server.received.length, { timeout: 30_000 }).toBe(2);
    controller.abort();
    expect(await done).toMatchObject({ isStopped: true, trips: [{ upBytes: 4 }] });
    await expect.poll(() => closed, { timeout: 30_000 }).toEqual(['/hang']);
  });
});

describe('a fault', () => {
  const down = 'http://127.0.0.1:9/';
  it('of a server that is down, or not to be read, is one sentence', async () => {
    const fault = await roundTrip({
      remote,
      endpoint: readEndpoint(down, '') as Endpoint,
      template: raw,
      payload: picture,
      signal: new AbortController().signal,
    });
    expect(fault).toMatchObject({ problem: expect.stringMatching(/127\.0\.0\.1:9.*down.*CORS/) });
  });

  it.each<[string, Template, Partial<Rules>, RegExp]>([
    ['/hang', raw, { headMs: 60 }, /gave no answer within 60 ms/],
    ['/stall', filled, { silenceMs: 60 }, /sent nothing for 60 ms/],
    ['/endless-stream', chat, { wholeMs: 120 }, /had not ended its answer after 120 ms/],
    ['/huge', raw, { downBytes: 1_000_000 }, /sends more than 1 MB: it was stopped/],
    ['/huge', filled, {}, /sends more than 4 MB/],
    ['/markup', raw, {}, /web page/],
    ['/markup', filled, {}, /web page/],
    ['/unlabelled-markup', filled, {}, /web page/],
    ['/text', filled, {}, /something else than JSON/],
    ['/redirect', raw, {}, /redirects to another address/],
    ['/unauthorised', raw, {}, /status 401: it wants to know who asks/],
    ['/failing', raw, {}, /status 503: it failed itself/],
    ['/missing', raw, {}, /status 404/],
    ['/broken-off', filled, {}, /broke off after 5 bytes/],
    ['/bad-stream', chat, {}, /sent an event that is not JSON/],
    ['/error-stream', chat, {}, /out of memory/],
    ['/empty-stream', chat, {}, /sent no event at all/],
    ['/not-streamed', chat, {}, /answers without streaming/],
  ])('at %s (%o, %o) is one sentence', async (path, template, rules, sentence) => {
    const fault = await ask(path, template, rules);
    expect(fault).toMatchObject({ problem: expect.stringMatching(sentence) });
    expect((fault as Fault).problem).toMatch(/\.$/);
    expect((fault as Fault).problem).not.toContain('secret');
  });

  it('lets go of the connection', async () => {
    await ask('/hang', raw, { headMs: 60 });
    await ask('/stall', filled, { silenceMs: 60 });
    await expect.poll(() => closed, { timeout: 30_000 }).toEqual(['/hang', '/stall']);
  });
});
