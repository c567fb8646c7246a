import { createServer, request, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { answerFar, kept } from './farEndpoint';

let server: Server;
let origin: string;
beforeAll(async () => {
  server = createServer((request, response) =>
    answerFar(request, response, () => {
      response.statusCode = 404;
      response.end('nobody');
    }),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const network = 'profile=custom:20:40000:20000:jitter-0:loss-0';
const ask = (query: string, init: RequestInit = {}) =>
  fetch(`${origin}/near/far/infer?${network}&${query}`, { method: 'POST', body: new Uint8Array(200_000), ...init });

it('takes a real upload and sends a real answer, no sooner than the simulated cloud would have', async () => {
  const startMs = performance.now();
  const response = await ask('answerBytes=100000');
  const headMs = performance.now() - startMs;
  const text = await response.text();
  const wholeMs = performance.now() - startMs;
  const legs = new Map(
    [...(response.headers.get('Server-Timing') ?? '').matchAll(/([\w-]+);dur=([\d.]+)/g)].map(
      ([, id, ms]) => [id, Number(ms)] as const,
    ),
  );
  const plannedMs = [...legs.values()].reduce((sum, ms) => sum + ms, 0);
  expect(plannedMs).toBeGreaterThan(100);
  expect(headMs).toBeGreaterThanOrEqual(plannedMs - legs.get('download')! - 1);
  expect(wholeMs).toBeGreaterThanOrEqual(plannedMs - 1);
  expect(response.headers.get('Content-Length')).toBe('100000');
  expect(text).toHaveLength(100_000);
  expect(JSON.parse(text)).toMatchObject({ emulated: true, received: { bytes: 200_000 } });
});

it('says in a sentence what can’t be, and leaves other addresses alone', async () => {
  const refused = await ask('computeMs=x');
  expect([refused.status, await refused.json()]).toEqual([
    400,
    { emulated: true, problem: expect.stringContaining('computeMs is from 0') },
  ]);
  expect((await fetch(`${origin}/far/infer`)).status).toBe(405);
  expect(await (await fetch(`${origin}/far/other`)).text()).toBe('nobody');
});

it('lets go of a request whose client goes away, before and after its head', async () => {
  const gone = new AbortController();
  const waiting = ask('computeMs=60000', { signal: gone.signal });
  const reading = ask('tokens=100&tokenMs=600', { signal: gone.signal });
  const { body } = await reading;
  const reader = body!.getReader();
  await reader.read();
  gone.abort();
  await expect(waiting).rejects.toThrow();
  // Both places are free once more: 32 others are answered.
  const areAllFree = async () => {
    const all = await Promise.all(Array.from({ length: 32 }, () => ask('softwareMs=0')));
    await Promise.all(all.map((answer) => answer.text()));
    return all.every(({ ok }) => ok);
  };
  // Six megabytes take longer than the second that is given, on a busy machine.
  await expect.poll(areAllFree, { timeout: 30_000 }).toBe(true);
});

/** By Node's own client, which says whose page it is as a browser would, and waits for the whole answer. */
const post = (headers: Record<string, string>, body: Iterable<Uint8Array>) =>
  new Promise<{ status?: number; connection?: string; text: string }>((resolve, reject) => {
    const sending = request(
      `${origin}/far/infer?${network}`,
      { method: 'POST', headers },
      (answer: IncomingMessage) => {
        let text = '';
        answer.on('data', (piece: Buffer) => (text += piece.toString()));
        answer.on('error', reject);
        answer.on('end', () => resolve({ status: answer.statusCode, connection: answer.headers.connection, text }));
      },
    );
    sending.on('error', reject);
    Readable.from(body).pipe(sending);
  });
const pieces = (count: number) => Array.from({ length: count }, () => new Uint8Array(1_000_000));

it('answers no page of another site', async () => {
  for (const site of ['cross-site', 'same-site'])
    expect(await post({ 'Sec-Fetch-Site': site }, pieces(1))).toMatchObject({
      status: 403,
      connection: 'close',
      text: expect.stringContaining('no page of another site'),
    });
  for (const site of ['same-origin', 'none'])
    expect((await post({ 'Sec-Fetch-Site': site }, pieces(1))).status).toBe(200);
});

it('says what is too large to whoever still sends, with its length and without, and closes', async () => {
  const refusal = { status: 413, connection: 'close', text: expect.stringContaining('32,000,000 bytes at most') };
  expect(await post({}, pieces(40))).toMatchObject(refusal);
  expect(await post({ 'Content-Length': '40000000' }, pieces(40))).toMatchObject(refusal);
  expect((await fetch(`${origin}/far/infer`)).headers.get('Connection')).toBe('close');
});

it('loads anew what could not be loaded', async () => {
  let tries = 0;
  const load = kept(() => (tries++ === 0 ? Promise.reject(new Error('no')) : Promise.resolve('there')));
  await expect(load()).rejects.toThrow('no');
  expect([await load(), await load(), tries]).toEqual(['there', 'there', 2]);
});
