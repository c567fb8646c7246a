import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyDistance } from './anyDistance';
import { DISTANCES } from './distance';
import { awayBy, profileOf, profiles } from './network';
import { DEFAULT_SERVER } from './ids';
import { loadServer } from './servers';
import { simulateRequests, type Requests } from './simulate';
import { told } from './told.fixture';

const server = await loadServer(DEFAULT_SERVER);
const network = profileOf('nearside-5g');
if (!server || !network) throw new Error('unknown id');

const options: Requests = {
  model: 'movenet-lightning',
  payload: { upBytes: 84_000, downBytes: 1500 },
  compute: { ms: 0.3, basis: 'assumed' },
  profile: network,
  server,
  seed: 7,
};

const distance = fc.double({ min: 0, max: DISTANCES.mostMs, noNaN: true }).map((ms) => Number(ms.toFixed(2)));

describe('the far side at any distance', () => {
  it('is the simulation of that very distance', () => {
    fc.assert(
      fc.property(fc.constantFrom(...profiles), distance, fc.nat(), (profile, ms, seed) => {
        const changed = { ...options, profile, seed, requests: 100 };
        const { totalMs, coldTotalMs } = told(simulateRequests({ ...changed, profile: awayBy(profile, ms) }));
        const somewhere = told(anyDistance(changed));
        expect(somewhere.at(ms)).toMatchObject({ totalMs, coldTotalMs });
        expect(somewhere.medianAt(ms, 'warm')).toBe(totalMs.median);
        expect(somewhere.medianAt(ms, 'cold')).toBe(coldTotalMs.median);
        const sorted = somewhere.sortedAt(ms, 'warm');
        expect(sorted).toHaveLength(100);
        expect(sorted).toEqual(sorted.toSorted());
        expect([sorted[49], sorted[89], sorted[98]]).toEqual(Object.values(totalMs));
      }),
      { numRuns: 40 },
    );
  });

  it('has legs that add up to the median, and follow the server without a jump', () => {
    const somewhere = told(anyDistance(options));
    let before = somewhere.at(DISTANCES.leastMs);
    for (let ms = DISTANCES.leastMs + 1; ms <= 100; ms++) {
      const now = somewhere.at(ms);
      for (const [legs, { median }] of [
        [now.warm, now.totalMs],
        [now.cold, now.coldTotalMs],
      ] as const) {
        expect(legs.reduce((sum, leg) => sum + leg.ms, 0)).toBeCloseTo(median, 6);
      }
      // A millisecond more makes no leg more than five longer: slow start asks for a few round trips.
      now.warm.forEach((leg, index) => expect(Math.abs(leg.ms - (before.warm[index]?.ms ?? 0))).toBeLessThan(5));
      before = now;
    }
  });

  it('says what a leg rests on at that distance', () => {
    const { warm, rttMs } = told(anyDistance(options)).at(40);
    expect(rttMs).toBe(70);
    expect(warm.find(({ id }) => id === 'trip-up')?.assumption).toBe(
      "Half of 70 ms: 30 ms within the network (Nearside's own assumption: 5G) and 40 ms from its edge to the server (as chosen); jitter paretonormal, σ 10 % of the network’s own and 2 % of the rest one way (own assumptions)",
    );
  });

  it('refuses impossible amounts', () => {
    expect(anyDistance({ ...options, payload: { upBytes: 0.5, downBytes: 0 } })).toEqual({
      problem: 'A payload is whole bytes from 0, not 0.5.',
    });
  });
});
