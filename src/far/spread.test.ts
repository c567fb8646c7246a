import { describe, expect, it } from 'vitest';
import { DEFAULT_SERVER } from './ids';
import { profileOf } from './network';
import { percentilesOf, samplesOf } from './samples';
import { loadServer } from './servers';
import type { Requests } from './simulate';
import { spreadOf, spreadsOf } from './spread';

describe('a spread', () => {
  it('of a hundred times from 1 to 100 ms is read off by rank', () => {
    const { requests, percentiles, quantilesMs } = spreadOf(
      Float64Array.from({ length: 100 }, (_, index) => index + 1),
    );
    expect(requests).toBe(100);
    expect(percentiles).toEqual({ p50: 50, p90: 90, p99: 99 });
    expect(quantilesMs).toEqual(Float64Array.from({ length: 100 }, (_, index) => index + 1));
  });

  it('of many times keeps a thousand, each for as many', () => {
    const { quantilesMs } = spreadOf(Float64Array.from({ length: 50_000 }, (_, index) => index));
    expect(quantilesMs).toHaveLength(1000);
    expect([quantilesMs[0], quantilesMs[1], quantilesMs[999]]).toEqual([24, 74, 49_974]);
  });

  it('of a simulation is that of its requests one by one', async () => {
    const [server, profile] = [await loadServer(DEFAULT_SERVER), profileOf('devtools-slow-4g')];
    if (!server || !profile) throw new Error('unknown id');
    const options: Requests = {
      model: 'movenet-lightning',
      payload: { upBytes: 84_000, downBytes: 1500 },
      compute: { ms: 0.3, basis: 'assumed' },
      profile,
      server,
      traffic: { kind: 'workers', requestsPerSecond: 200, workers: 2 },
      seed: 3,
      requests: 5000,
    };
    const [spreads, samples] = [spreadsOf(options), samplesOf(options)];
    if ('problem' in spreads || 'problem' in samples) throw new Error('refused');
    const { warm, cold } = spreads;
    for (const point of ['p50', 'p90', 'p99'] as const) {
      // Summed in another order.
      expect(warm.percentiles[point]).toBeCloseTo(percentilesOf(samples.warm.totals)[point], 6);
      expect(cold.percentiles[point]).toBeCloseTo(percentilesOf(samples.cold.totals)[point], 6);
    }
    expect(spreadsOf({ ...options, traffic: { kind: 'workers', requestsPerSecond: 2000, workers: 2 } })).toEqual({
      problem: expect.stringMatching(/The queue never empties/) as string,
    });
  });
});
