import { describe, expect, it } from 'vitest';
import { closedFormMs } from '../../closedForm';
import { framingOf } from '../../framing';
import { profileOf } from '../../network';
import { legTimes, totalOf, wayOf } from '../../request';
import { dealAll, type Requests } from '../../simulate';
import { told } from '../../told.fixture';
import { serialisationMs, slowStartStallMs } from '../../transfer';
import type { Clock } from './clock';
import { emulator } from './emulate';
import { limits } from './limits';
import { arrivalsOf } from './pace';
import { EMULATED_HEADER } from './place';
import { readQuery, writeQuery, type EmulatedQuery } from './query';
import { circumstancesOf, timesOf } from './times';

/** Nobody waits: what was waited for is written down. */
function fakeClock(): Clock & { readonly waits: number[] } {
  let nowMs = 1000;
  const waits: number[] = [];
  return {
    waits,
    now: () => nowMs,
    until(atMs, signal) {
      signal.throwIfAborted();
      nowMs = Math.max(nowMs, atMs);
      waits.push(nowMs - 1000);
      return Promise.resolve();
    },
  };
}

const ask = (query: string, init: RequestInit = { method: 'POST', body: new Uint8Array(84_000) }) =>
  new Request(`http://localhost/far/infer?${query}`, init);
const read = (query: string) => readQuery(new URLSearchParams(query)) as EmulatedQuery;

describe('a request to the emulated far side', () => {
  it('takes the time of the closed form where nothing is left to chance', async () => {
    const clock = fakeClock();
    const text =
      'profile=custom:60:9000:1500:jitter-0:loss-0&computeMs=30&softwareSigma=0&connection=cold&answerBytes=40000';
    const response = await emulator('server', clock).answer(ask(text));
    const expectedMs = closedFormMs(circumstancesOf(read(text), 84_000, 40_000), 'cold');
    expect((await response.bytes()).length).toBe(40_000);
    expect(clock.waits.at(-1)).toBeCloseTo(expectedMs, 6);
    const timing = response.headers.get('Server-Timing') ?? '';
    const legs = [...timing.matchAll(/([\w-]+);dur=([\d.]+)/g)].map(([, id, ms]) => [id, Number(ms)] as const);
    expect(legs.map(([id]) => id)).toEqual([
      'dns',
      'tcp',
      'tls',
      'upload',
      'trip-up',
      'software',
      'compute',
      'trip-down',
      'download',
    ]);
    expect(legs.reduce((sum, [, ms]) => sum + ms, 0)).toBeCloseTo(expectedMs, 1);
    // The first byte comes when all else is over, the others after it.
    expect(clock.waits[0]).toBeCloseTo(expectedMs - legs.at(-1)![1], 2);
    expect(clock.waits.length).toBeGreaterThan(3);
  });

  it('is dealt what the simulation deals the request of its number', () => {
    const query = read('profile=wpt-3g&load=0.6&computeMs=4&seed=7&connection=cold');
    const { server, profile } = circumstancesOf(query, 50_000, 300);
    const options = {
      profile,
      server,
      payload: { upBytes: 50_000, downBytes: 300 },
      compute: { ms: 4, basis: '' },
      seed: 7,
    };
    const all = told(dealAll({ model: '', requests: 20, ...options } as unknown as Requests)).requests;
    const way = wayOf(circumstancesOf(query, 50_000, 300), true);
    for (const index of [0, 3, 19]) {
      const times = timesOf({ ...query, index }, 50_000, 300);
      if ('problem' in times) throw new Error(times.problem);
      expect(times.answerMs).toBeCloseTo(totalOf(legTimes(way, all[index]!)), 9);
    }
  });

  it('hands back the near side’s answer, marked, as long as was asked', async () => {
    const response = await emulator('server', fakeClock()).answer(
      ask(`answer=${encodeURIComponent('{"top":"cat"}')}&answerBytes=500`),
    );
    const text = await response.text();
    expect(text).toHaveLength(500);
    expect(JSON.parse(text)).toEqual({ emulated: true, answer: { top: 'cat' } });
    expect(response.headers.get(EMULATED_HEADER)).toBe('server');
  });

  it('says what it was sent where it has no answer', async () => {
    const response = await emulator('service worker', fakeClock()).answer(
      ask('server=l4-60', { method: 'POST', body: 'hello', headers: { 'Content-Type': 'text/x-test' } }),
    );
    expect(await response.json()).toEqual({
      emulated: true,
      server: 'l4-60',
      received: { bytes: 5, type: 'text/x-test' },
    });
  });

  it('streams tokens as server-sent events, each at its time', async () => {
    const clock = fakeClock();
    const response = await emulator('server', clock).answer(
      ask('profile=custom:10:9000:9000:jitter-0:loss-0&softwareSigma=0&tokens=3&tokenMs=40&answer=One two three'),
    );
    expect(response.headers.get('Content-Type')).toBe('text/event-stream');
    const events = (await response.text()).split('\n\n').filter(Boolean);
    expect(events.at(-1)).toBe('data: [DONE]');
    const chunks = events.slice(0, -1).map((event) => JSON.parse(event.slice('data: '.length)));
    expect(chunks.map(({ choices }) => choices[0].delta.content ?? '').join('')).toBe('One two three');
    expect(chunks.every(({ emulated }) => emulated)).toBe(true);
    const [, first, second, third] = clock.waits as [number, number, number, number];
    expect(second - first).toBeCloseTo(40, 6);
    expect(third - second).toBeCloseTo(40, 6);
  });

  it('takes no longer for an answer of white space than for one of letters', async () => {
    const network = 'profile=custom:10:90000:90000:jitter-0:loss-0&tokens=1000&tokenMs=0';
    const msOf = async (sign: string) => {
      const startMs = performance.now();
      const response = await emulator('server', fakeClock()).answer(
        ask(`${network}&answer=${encodeURIComponent(sign.repeat(limits.answerCharacters))}`),
      );
      expect((await response.text()).match(/^data: /gm)).toHaveLength(1002);
      return performance.now() - startMs;
    };
    const lettersMs = await msOf('x');
    // A search from every space for every token takes hundreds of times as long.
    expect(await msOf(' ')).toBeLessThan(20 * lettersMs);
  });

  it.each([
    ['profile=wpt-5g', 'no network “wpt-5g”'],
    ['profile=custom:40:0:1500', 'downlink is from'],
    ['load=1', 'load is from 0 to 0.99'],
    ['computeMs=-1', 'computeMs is from'],
    ['computeMs=', 'computeMs is from'],
    ['computeMs=many', '“many”'],
    ['tokens=1.5', 'whole number'],
    ['tokens=3&answerBytes=4', 'not both'],
    ['seed=1&seed=2', 'given twice'],
    ['rtt=5', 'There is no rtt'],
    ['connection=lukewarm', 'warm or cold'],
    ['server=<script>', 'A server’s name'],
    ['queueMs=1&load=0.5', 'Give the wait'],
    ['profile=wpt-2g', 'It would take'],
    ['answerBytes=3', 'at least'],
    ['answerBytes=30&answer=This+is+longer+than+that', 'to hand back'],
    ['tokens=4096&tokenMs=1000', 'It would take'],
  ])('refuses %s in a sentence', async (query, sentence) => {
    const clock = fakeClock();
    const response = await emulator('server', clock).answer(
      ask(query, { method: 'POST', body: new Uint8Array(1_000_000) }),
    );
    expect(response.status).toBe(400);
    expect(((await response.json()) as { problem: string }).problem).toContain(sentence);
    expect(clock.waits).toEqual([]);
  });

  it('refuses what is too large, and any other method', async () => {
    const far = emulator('server', fakeClock());
    const chunk = new Uint8Array(8_000_000);
    let pulled = 0;
    const endless = new ReadableStream({ pull: (controller) => void controller.enqueue((pulled++, chunk)) });
    const large = { method: 'POST', body: endless, duplex: 'half' } as RequestInit;
    expect((await far.answer(ask('', large))).status).toBe(413);
    expect(pulled).toBeLessThan(10);
    const get = await far.answer(ask('', { method: 'GET' }));
    expect([get.status, get.headers.get('Allow')]).toEqual([405, 'POST']);
  });

  it('answers so many at a time, and frees the place of one who goes away', async () => {
    const far = emulator('server', fakeClock());
    const responses = await Promise.all(
      Array.from({ length: limits.requests }, () => far.answer(ask('answerBytes=90'))),
    );
    expect(responses.every(({ ok }) => ok)).toBe(true);
    expect((await far.answer(ask(''))).status).toBe(503);
    await responses[0]!.body!.cancel();
    const again = await far.answer(ask(''));
    expect(again.status).toBe(200);
    await again.text();
    await Promise.all(responses.slice(1).map((response) => response.text()));
    const gone = new AbortController();
    gone.abort(new Error('gone'));
    for (let index = 0; index < 2 * limits.requests; index++)
      await expect(far.answer(ask('', { method: 'POST', body: 'x', signal: gone.signal }))).rejects.toThrow();
    expect((await far.answer(ask(''))).status).toBe(200);
  });
});

it('reads what it writes', () => {
  const query: Partial<EmulatedQuery> = {
    profile: profileOf('nearside-5g@40'),
    connection: 'cold',
    computeMs: 12.5,
    queueMs: 0,
    seed: 3,
    index: 9,
    answer: 'A cat & a dog',
  };
  expect(readQuery(new URLSearchParams(writeQuery(query)))).toMatchObject(query);
});

describe('arrivalsOf', () => {
  const framing = framingOf('tcp');
  it.each([
    [1, 9000, 60],
    [14_600, 9000, 60],
    [14_601, 9000, 60],
    [700_000, 9000, 60],
    [700_000, 300_000, 15],
    [50_000, 35, 1300],
    [3_000_000, 15_000, 0],
    [32_000_000, 100_000_000, 1],
  ])('%i bytes at %i kbit/s, %i ms away, end when the closed form says, and never fall', (bytes, kbps, rttMs) => {
    const arrived = arrivalsOf(bytes, { kbps, rttMs, startsSlow: true, framing });
    const endMs = serialisationMs(bytes, kbps, framing) + slowStartStallMs(bytes, kbps, rttMs, framing);
    expect(arrived.at(-1)!.atMs).toBeCloseTo(endMs, 6);
    expect(arrived.at(-1)!.bytes).toBeCloseTo(bytes, 6);
    for (const [index, { atMs, bytes: sofar }] of arrived.entries()) {
      expect(atMs).toBeGreaterThan(arrived[index - 1]?.atMs ?? 0);
      expect(sofar).toBeGreaterThan(arrived[index - 1]?.bytes ?? 0);
      expect(sofar - (arrived[index - 1]?.bytes ?? 0)).toBeLessThanOrEqual(64_001);
      // No faster than the link.
      expect(serialisationMs(sofar, kbps, framing)).toBeLessThanOrEqual(atMs + 1e-9);
    }
  });
});
