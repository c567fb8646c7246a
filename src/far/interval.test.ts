import { describe, expect, it } from 'vitest';
import { loadBreakEven, rttBreakEven, type Contest } from './breakEven/breakEven';
import { breakEvenSpans } from './breakEven/spans';
import { DEFAULT_SERVER } from './ids';
import { atEnds } from './interval';
import { profileOf } from './network';
import { loadServer } from './servers';
import { queueingOfRequests, requestsOf, simulateRequests, type Requests } from './simulate';
import { told } from './told.fixture';

const server = await loadServer(DEFAULT_SERVER);
const profile = profileOf('wpt-lte');
if (!server || !profile) throw new Error('unknown id');

// Some 10 ms on the chip, so that its interval is more than the network's noise.
const far: Requests = told(
  requestsOf({
    model: 'any',
    payload: { upBytes: 60_000, downBytes: 1500 },
    work: { macs: 4e11, parameters: 5e7, runs: 1 },
    profile,
    server: { ...server, load: 0.3 },
    seed: 1,
  }),
);
const [low = Number.NaN, high = Number.NaN] = far.compute.interval ?? [];
const near = { p50: 300, p90: 400, p99: 500 };
const contest: Contest = { near, far, connection: 'warm' };

describe('the ends of a server’s time', () => {
  it('are simulated each by itself, batches in proportion', () => {
    expect(low).toBeLessThan(far.compute.ms);
    expect(high).toBeGreaterThan(far.compute.ms);
    const ends = atEnds(far, (options) => [options.compute.ms, options.batchMs?.(8)]);
    const eight = far.batchMs?.(8) ?? Number.NaN;
    expect(ends.faster).toEqual([low, expect.closeTo((eight * low) / far.compute.ms, 9)]);
    expect(ends.expected).toEqual([far.compute.ms, eight]);
    expect(ends.slower).toEqual([high, expect.closeTo((eight * high) / far.compute.ms, 9)]);
    const { faster, expected, slower } = atEnds(far, (options) => told(simulateRequests(options)).totalMs.median);
    expect(faster).toBeLessThan(expected);
    expect(slower - expected).toBeGreaterThanOrEqual((high - far.compute.ms) * 0.99);
  });

  it('are all the same where the prediction has none', () => {
    const { interval: _, ...compute } = far.compute;
    let asked = 0;
    expect(atEnds({ ...far, compute }, () => ++asked)).toEqual({ faster: 1, expected: 1, slower: 1 });
  });

  it('are carried on to where far and near are even', () => {
    const { p50 } = told(breakEvenSpans(contest, rttBreakEven));
    const value = (end: keyof typeof p50) => (p50[end].kind === 'at' ? p50[end].value : Number.NaN);
    expect(value('faster')).toBeGreaterThan(value('expected'));
    expect(value('expected')).toBeGreaterThan(value('slower'));
    expect(p50.expected).toEqual(told(rttBreakEven(contest)).p50);
  });

  it('are a far side that never wins where the queue empties at the faster end alone', () => {
    const traffic = (requestsPerSecond: number) => ({ kind: 'workers', workers: 1, requestsPerSecond }) as const;
    const { capacityPerSecond } = told(queueingOfRequests({ ...far, traffic: traffic(1) }));
    const busy = {
      ...contest,
      far: { ...far, traffic: traffic(0.95 * capacityPerSecond) },
      near: { p50: 9000, p90: 9000, p99: 9000 },
    };
    const { p90 } = told(breakEvenSpans(busy, rttBreakEven));
    expect(p90.expected.kind).toBe('at');
    expect(p90.slower).toEqual({ kind: 'never' });
    const full = { ...busy, far: { ...far, traffic: traffic(2 * capacityPerSecond) } };
    expect(breakEvenSpans(full, rttBreakEven)).toHaveProperty('problem', expect.stringMatching(/never empties/));
    expect(told(breakEvenSpans(contest, loadBreakEven)).p90).toHaveProperty('slower');
  });
});
