import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_SERVER } from '../ids';
import { profileOf } from '../network';
import { percentilesOf, samplesOf } from '../samples';
import { loadServer } from '../servers';
import { told } from '../told.fixture';
import { networksOf } from './replay';
import { readTrace, type Trace } from './trace';

const point = { rttMs: 60, downKbps: 9000, upKbps: 1500 };
const read = (json: unknown) => readTrace(JSON.stringify(json));

function trace(json: unknown): Trace {
  const result = read(json);
  if ('problem' in result) throw new Error(result.problem);
  return result;
}

const entry = (seconds: number, changes: object) => ({
  startedDateTime: `2026-11-20T10:00:${String(seconds).padStart(2, '0')}.000Z`,
  time: 100,
  request: { method: 'GET', url: 'https://example.org/', bodySize: 0 },
  response: { status: 200, bodySize: 1000, content: { size: 1000, mimeType: 'text/html' } },
  cache: {},
  timings: { blocked: 1, dns: -1, connect: -1, ssl: -1, send: 0, wait: 20, receive: 1 },
  ...changes,
});
const timings = (changes: object) => ({ ...entry(0, {}).timings, ...changes });

describe('a list of points', () => {
  it('is read with its times, or a second apart', () => {
    const timed = trace([
      { atMs: 500, ...point },
      { atMs: 2500, ...point, rttMs: 80 },
    ]);
    expect(timed.points.map(({ atMs, rttMs }) => [atMs, rttMs])).toEqual([
      [0, 60],
      [2000, 80],
    ]);
    expect(timed.durationMs).toBe(4000);
    expect(timed.notes).toEqual([]);
    const untimed = trace({ points: [point, point, point] });
    expect(untimed.points.map(({ atMs }) => atMs)).toEqual([0, 1000, 2000]);
    expect(untimed.notes).toEqual(['The trace has no times: its points are taken a second apart.']);
  });

  it.each<[unknown, RegExp]>([
    [[], /one at least/],
    [{ points: 'many' }, /one at least/],
    [[null], /^Point 1 of the trace: it is no object\.$/],
    [[point, { ...point, rttMs: undefined }], /^Point 2 of the trace: rttMs is missing/],
    [[{ ...point, downKbps: '9000' }], /downKbps is missing or no number/],
    [[{ ...point, upKbps: 0 }], /^Point 1 of the trace: The uplink is from/],
    [[{ ...point, rttMs: -5 }], /The round trip is from/],
    [[{ ...point, downKbps: 1e300 }], /The downlink is from/],
    [[{ ...point, atMs: -1 }], /atMs is missing or no number that could be one/],
    [[{ ...point, atMs: 0 }, point], /either every point has atMs or none/],
    [
      [
        { ...point, atMs: 5 },
        { ...point, atMs: 5 },
      ],
      /atMs has to grow/,
    ],
    ['text', /^A trace is a HAR file/],
    [{}, /^A trace is a HAR file/],
    [null, /^A trace is a HAR file/],
  ])('is refused in a sentence: %j', (json, sentence) => {
    expect(read(json)).toEqual({ problem: expect.stringMatching(sentence) as string });
  });

  it('is refused where it is no JSON', () => {
    expect(readTrace('{"log":')).toEqual({ problem: expect.stringMatching(/^This is no JSON/) as string });
  });
});

describe('a HAR file', () => {
  // A connection of 90 ms, 50 of them TLS: a round trip of 40 ms. 1 MB in 1,000 ms are 8,000 kbit/s; 200 kB up in 800 ms 2,000 kbit/s.
  const opened = entry(0, { timings: timings({ connect: 90, ssl: 50 }) });
  const got = entry(2, { response: { bodySize: 1_000_000 }, timings: timings({ receive: 1000 }) });
  const sent = entry(4, { request: { bodySize: 200_000 }, timings: timings({ send: 800 }) });

  it('shows round trips and rates over time', () => {
    const { points, durationMs, notes } = trace({ log: { version: '1.2', entries: [sent, opened, got] } });
    expect(points).toEqual([
      { atMs: 0, rttMs: 40, downKbps: 8000, upKbps: 2000 },
      { atMs: 2000, rttMs: 40, downKbps: 8000, upKbps: 2000 },
      { atMs: 4000, rttMs: 40, downKbps: 8000, upKbps: 2000 },
    ]);
    expect(durationMs).toBe(6000);
    expect(notes).toHaveLength(1);
  });

  it('takes the uplink equal where nothing shows it, and says so', () => {
    const { points, notes } = trace({ log: { entries: [opened, got] } });
    expect(points[0]).toEqual({ atMs: 0, rttMs: 40, downKbps: 8000, upKbps: 8000 });
    expect(notes[1]).toMatch(/taken equal/);
  });

  it('prefers what came over the wire to what it was unpacked to', () => {
    const packed = entry(2, { response: { bodySize: -1, _transferSize: 500_000 }, timings: timings({ receive: 500 }) });
    expect(trace({ log: { entries: [opened, packed] } }).points.at(-1)?.downKbps).toBe(8000);
  });

  it.each<[unknown, RegExp]>([
    [{}, /no list of entries/],
    [{ entries: {} }, /no list of entries/],
    [null, /no list of entries/],
    [{ entries: [] }, /opened a connection/],
    [{ entries: [got] }, /opened a connection/],
    [{ entries: [opened] }, /50 kB or more/],
    [{ entries: [7] }, /^Entry 1 of the HAR file can't be read/],
    [{ entries: [opened, { ...got, timings: undefined }] }, /^Entry 2 of the HAR file can't be read: timings/],
    [{ entries: [{ ...opened, timings: timings({ connect: 'fast' }) }] }, /timings\.connect is missing or not/],
    [{ entries: [{ ...opened, startedDateTime: 'yesterday' }] }, /startedDateTime is no time/],
    [{ entries: [opened, { ...got, response: { bodySize: 1e12 }, timings: timings({ receive: 0.001 }) }] }, /can't be/],
  ])('is refused in a sentence: %j', (log, sentence) => {
    expect(read({ log })).toEqual({ problem: expect.stringMatching(sentence) as string });
  });

  it('may begin with a byte-order mark', () => {
    const recorded = { log: { entries: [entry(0, { timings: timings({ connect: 40, receive: 80 }) })] } };
    const text = JSON.stringify(recorded).replace('"bodySize":1000', '"bodySize":100000');
    expect(readTrace(`\uFEFF${text}`)).toEqual(readTrace(text));
    expect(readTrace(text)).toMatchObject({ kind: 'trace' });
  });

  it('never fails, whatever stands in it', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        for (const json of [
          a,
          { log: a },
          { log: { entries: [a, b] } },
          { points: [a, b] },
          [a, { ...point, atMs: b }],
        ]) {
          const result = read(json);
          expect('problem' in result ? result.problem.length : result.points.length).toBeGreaterThan(0);
        }
      }),
    );
  });
});

describe('replaying', () => {
  it('gives each request the network of its moment', async () => {
    const [server, profile] = [await loadServer(DEFAULT_SERVER), profileOf('nearside-fibre')];
    if (!server || !profile) throw new Error('unknown id');
    const recorded = trace([
      { atMs: 0, ...point, rttMs: 20 },
      { atMs: 3000, ...point, rttMs: 420 },
      { atMs: 4000, ...point, rttMs: 20 },
    ]);
    // Six seconds, one of them slow: 20 of 120 requests.
    const at = networksOf(recorded, 120);
    expect(Array.from({ length: 120 }, (_, index) => at(index).rttMs).filter((rttMs) => rttMs > 20)).toHaveLength(20);
    const still = { ...profile, jitterShare: 0, lossRate: 0 };
    const { warm } = told(
      samplesOf(
        {
          model: 'any',
          payload: { upBytes: 300, downBytes: 300 },
          compute: { ms: 1, basis: 'assumed' },
          profile: still,
          server: { ...server, load: 0, softwareSigma: 0 },
          seed: 1,
          requests: 120,
        },
        at,
      ),
    );
    const { p50, p90 } = percentilesOf(warm.totals);
    expect(p90 - p50).toBeCloseTo(400, 6);
  });
});
