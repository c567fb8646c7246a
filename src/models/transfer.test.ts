import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { Problem } from '../domain/problem';
import { download } from './transfer';

const content = Uint8Array.from({ length: 10_000 }, (_, i) => (i * 7) % 251);
const file = { path: 'weights/net.bin', from: '', bytes: content.length, sha256: '' };

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Counts requests from 1. */
  readonly nth: number;
}

let closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing) close();
  closing = [];
});

interface Outcome {
  readonly bytes?: Uint8Array;
  readonly problem?: { readonly code: string; readonly message: string };
  readonly detail?: string;
  readonly ranges: readonly (string | undefined)[];
  readonly waits: readonly number[];
  readonly reports: readonly number[];
}

/** Downloads from a real server that answers as told. */
async function from(answer: (exchange: Exchange) => void, silenceMs = 5000): Promise<Outcome> {
  const ranges: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    ranges.push(request.headers.range);
    answer({ request, response, nth: ranges.length });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const waits: number[] = [];
  const reports: number[] = [];
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/net.bin`;
  const wait = async (ms: number) => void waits.push(ms);
  const report = (received: number) => void reports.push(received);
  const outcome = await download(url, file, { cache: 'default', report, silenceMs, wait }).then(
    (bytes) => ({ bytes: new Uint8Array(bytes) }),
    (problem: Problem) => ({ problem: { code: problem.code, message: problem.message }, detail: problem.detail }),
  );
  return { ...outcome, ranges, waits, reports };
}

/** Serves ranges as static hosts do. */
function serve(
  { request, response }: Exchange,
  until = content.length,
  then: (response: ServerResponse) => void = () => {},
): void {
  const start = Number(/^bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
  const headers = { 'Content-Length': content.length - start };
  if (start > 0) response.writeHead(206, { ...headers, 'Content-Range': `bytes ${start}-${content.length - 1}/*` });
  else response.writeHead(200, headers);
  if (until < content.length) response.write(content.subarray(start, until), () => then(response));
  else response.end(content.subarray(start));
}

/** After what was written: a connection that is cut may lose it on the way. */
const hangUp = ({ socket }: ServerResponse) => void socket?.end();

const status =
  (code: number, headers: Record<string, string> = {}) =>
  ({ response }: Exchange) =>
    void response.writeHead(code, headers).end();

describe('download', () => {
  it('brings the file, telling how far it is', async () => {
    const { bytes, ranges, reports } = await from((exchange) => serve(exchange));
    expect(bytes).toEqual(content);
    expect(ranges).toEqual([undefined]);
    expect([reports[0], reports.at(-1)]).toEqual([0, content.length]);
  });

  it('goes on where a connection broke, after a while', async () => {
    const { bytes, ranges, waits } = await from((exchange) => {
      if (exchange.nth > 1) return serve(exchange);
      serve(exchange, 4000, hangUp);
    });
    expect(bytes).toEqual(content);
    expect(ranges).toEqual([undefined, 'bytes=4000-']);
    expect(waits).toHaveLength(1);
    expect(waits[0]).toBeGreaterThan(0);
  });

  it('gives up a server that falls silent, and goes on elsewhere in the file', async () => {
    const { bytes, ranges } = await from((exchange) => serve(exchange, exchange.nth === 1 ? 4000 : undefined), 100);
    expect(bytes).toEqual(content);
    expect(ranges).toEqual([undefined, 'bytes=4000-']);
  });

  it.each([
    ['never answers', () => {}],
    ['sends its headers and then nothing', ({ response }: Exchange) => void response.writeHead(200).flushHeaders()],
  ])('has an end where the server %s', async (_, answer) => {
    const { problem, detail, ranges, waits } = await from(answer, 60);
    expect(problem).toEqual({
      code: 'download',
      message: 'The download of net.bin did not finish after 3 tries. Run again to retry.',
    });
    expect(detail).toContain('fell silent');
    expect(ranges).toHaveLength(3);
    expect(waits).toHaveLength(2);
  });

  it('starts anew where the server goes on at another byte', async () => {
    const { bytes } = await from((exchange) => {
      if (exchange.nth === 1) {
        serve(exchange, 4000, hangUp);
      } else if (exchange.nth === 2) {
        const headers = { 'Content-Range': `bytes 0-${content.length - 1}/${content.length}` };
        exchange.response.writeHead(206, headers).end(content);
      } else serve(exchange);
    });
    expect(bytes).toEqual(content);
  });

  it('waits as long as a busy server asks', async () => {
    const { bytes, waits } = await from((exchange) =>
      exchange.nth === 1 ? status(503, { 'Retry-After': '7' })(exchange) : serve(exchange),
    );
    expect(bytes).toEqual(content);
    expect(waits).toEqual([7000]);
  });

  it('does not wait ten minutes', async () => {
    const { problem, ranges, waits } = await from(status(429, { 'Retry-After': '600' }));
    expect(problem).toEqual({
      code: 'download',
      message: 'The server is too busy for net.bin and asks to wait 10 minutes. Run again then.',
    });
    expect([ranges.length, waits.length]).toEqual([1, 0]);
  });

  it.each([
    [404, 'The weights are not on the server (net.bin: 404).'],
    [410, 'The weights are not on the server (net.bin: 410).'],
    [403, 'The server refused to send net.bin (403).'],
    [400, 'The server refused to send net.bin (400).'],
  ])('asks once where the answer is %i', async (code, message) => {
    const { problem, ranges } = await from(status(code));
    expect(problem).toEqual({ code: 'download', message });
    expect(ranges).toHaveLength(1);
  });

  it.each([500, 502, 408, 429])('asks three times where the answer is %i', async (code) => {
    const { ranges, waits } = await from(status(code));
    expect(ranges).toHaveLength(3);
    expect(waits[1]).toBeGreaterThan((waits[0] as number) / 2);
  });

  it.each([
    ['by its type', { 'Content-Type': 'text/html; charset=utf-8' }, 'short'],
    ['by its first letters', { 'Content-Type': 'application/octet-stream' }, '\n<!doctype html><title>Sign in</title>'],
    ['as long as the file', {}, `<html lang="en">${' '.repeat(content.length - 16)}`],
  ])('calls a web page what it is, %s', async (_, headers, body) => {
    const { problem, ranges } = await from(({ response }) => response.writeHead(200, headers).end(body));
    expect(problem?.code).toBe('download');
    expect(problem?.message).toMatch(/^The server sent a web page instead of net\.bin: /);
    expect(ranges).toHaveLength(1);
  });

  it('does not use more bytes than the card lists', async () => {
    const { problem } = await from(({ response }) => response.end(new Uint8Array(content.length + 1)));
    expect(problem?.code).toBe('integrity');
  });
});
