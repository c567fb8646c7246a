import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../domain/random';
import { farSchema, recordSchema, type Far } from '../record/record';
import { timelineOf } from './legs';
import { awayBy, customProfile, DEFAULT_PROFILE, profileOf, profiles, type NetworkProfile } from './network';
import { DEFAULT_SERVER } from './ids';
import { loadServer, servers, type Server } from './servers';
import { deal, drawRequest, legTimes, wayOf } from './request';
import { simulateFarSide as answerOf, type FarSideOptions } from './simulate';

function known<T>(thing: T | undefined): T {
  if (thing === undefined) throw new Error('unknown id');
  return thing;
}

const options: FarSideOptions = {
  model: 'movenet-lightning',
  payload: { upBytes: 84_000, downBytes: 1500 },
  work: { macs: 3e8, parameters: 2_325_000, runs: 1 },
  profile: known(profileOf(DEFAULT_PROFILE)),
  server: known(await loadServer(DEFAULT_SERVER)),
  seed: 7,
  requests: 200,
};

const everyServer = await Promise.all(servers.map(async ({ id }) => known(await loadServer(id))));

function simulateFarSide(changed: FarSideOptions): Far {
  const far = answerOf(changed);
  if ('problem' in far) throw new Error(far.problem);
  return far;
}

const still: NetworkProfile = { ...options.profile, jitterShare: 0, lossRate: 0 };
const idle: Server = { ...options.server, load: 0, softwareSigma: 0, softwareMs: 2, decodeMsPerMB: 10 };

const median = (changes: Partial<FarSideOptions>) => {
  const far = simulateFarSide({ ...options, ...changes });
  return [far.totalMs.median, far.coldTotalMs.median] as const;
};
const leg = (legs: readonly { id: string; ms: number }[], id: string) => known(legs.find((each) => each.id === id)).ms;

/** That a change makes neither the warm nor the cold median smaller. */
function grows(less: Partial<FarSideOptions>, more: Partial<FarSideOptions>) {
  const [low, high] = [median(less), median(more)];
  expect(high[0]).toBeGreaterThanOrEqual(low[0] - 1e-9);
  expect(high[1]).toBeGreaterThanOrEqual(low[1] - 1e-9);
}

const anyProfile = fc.constantFrom(...profiles);
const pair = (arbitrary: fc.Arbitrary<number>) =>
  fc.tuple(arbitrary, arbitrary).map(([a, b]) => (a < b ? [a, b] : [b, a]) as [number, number]);
const runs = { numRuns: 30 };

describe('the far side', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(simulateFarSide(options)).toEqual(simulateFarSide(options));
    expect(simulateFarSide({ ...options, seed: 8 }).totalMs).not.toEqual(simulateFarSide(options).totalMs);
  });

  it.each(profiles.flatMap((profile) => everyServer.map((server) => ({ profile, server }))))(
    'fits the record for $profile.id and $server.id',
    ({ profile, server }) => {
      const far = simulateFarSide({ ...options, profile, server, requests: 50 });
      expect(v.safeParse(farSchema, far).issues).toBeUndefined();
      for (const [legs, totalMs] of [
        [far.timeline.warm, far.totalMs],
        [far.timeline.cold, far.coldTotalMs],
      ] as const) {
        expect(legs.reduce((sum, each) => sum + each.ms, 0)).toBeCloseTo(totalMs.median, 6);
        expect(totalMs.p90).toBeGreaterThanOrEqual(totalMs.median);
        expect(totalMs.p99).toBeGreaterThanOrEqual(totalMs.p90);
      }
    },
  );

  it('takes longer the farther the server', () => {
    fc.assert(
      fc.property(
        anyProfile,
        pair(fc.double({ min: 0, max: 2000, noNaN: true })),
        fc.nat(),
        (profile, [near, far], seed) => {
          grows({ profile: awayBy(profile, near), seed }, { profile: awayBy(profile, far), seed });
        },
      ),
      runs,
    );
  });

  it('takes longer the more there is to send or fetch', () => {
    fc.assert(
      fc.property(
        anyProfile,
        pair(fc.nat(5_000_000)),
        pair(fc.nat(5_000_000)),
        (profile, [lessUp, moreUp], [lessDown, moreDown]) => {
          grows(
            { profile, payload: { upBytes: lessUp, downBytes: lessDown } },
            { profile, payload: { upBytes: moreUp, downBytes: moreDown } },
          );
        },
      ),
      runs,
    );
  });

  it('takes longer the narrower the link', () => {
    fc.assert(
      fc.property(anyProfile, pair(fc.double({ min: 30, max: 1e6, noNaN: true })), (profile, [narrow, wide]) => {
        grows({ profile: { ...profile, downKbps: wide } }, { profile: { ...profile, downKbps: narrow } });
        grows({ profile: { ...profile, upKbps: wide } }, { profile: { ...profile, upKbps: narrow } });
      }),
      runs,
    );
  });

  it('takes longer the busier the server and the more the work', () => {
    grows({ server: { ...options.server, load: 0.3 } }, { server: { ...options.server, load: 0.8 } });
    grows({ work: { ...options.work, macs: 1e8 } }, { work: { ...options.work, macs: 1e12 } });
  });

  // Worked by hand without chance: 98,900 + 700 + 7 × 22 = 99,754 B up, 1,022 B down at 9,000/9,000 kbit/s, RTT 60 ms.
  // Up 91.0995 ms + stalls of 48 and 34.6667 ms; down 0.9333 ms; software 2 + 0.989 ms; 300 MMAC on the L4 0.2956 ms.
  it('is the sum worked out by hand where nothing is left to chance', () => {
    const calm = {
      ...options,
      profile: { ...still, upKbps: 9000 },
      server: idle,
      payload: { upBytes: 98_900, downBytes: 600 },
    };
    const far = simulateFarSide(calm);
    const computeMs = (2 * 3e8) / (121e9 * 0.4458) + 0.28;
    expect(leg(far.timeline.warm, 'compute')).toBeCloseTo(Math.max(computeMs, 4.65e6 / 300e6 + 0.28), 9);
    const serverMs = 2 + 0.989 + leg(far.timeline.warm, 'compute');
    expect(leg(far.timeline.warm, 'upload')).toBeCloseTo(91.0995 + 82.6667, 3);
    expect(far.totalMs.median).toBeCloseTo(91.0995 + 82.6667 + 60 + serverMs + 0.9333, 3);
    expect(far.totalMs.p99).toBe(far.totalMs.median);
    // DNS, TCP and TLS: a round trip each; 600 B up and 4,000 B down take 0.5479 and 3.6530 ms.
    expect(far.coldTotalMs.median).toBeCloseTo(far.totalMs.median + 3 * 60 + 0.5479 + 3.653, 3);
    // Without slow start after idle the open connection is spared the stalls, and the first request is not.
    const kept = simulateFarSide({ ...calm, afterIdle: 'window-kept' });
    expect(leg(kept.timeline.warm, 'upload')).toBeCloseTo(91.0995, 3);
    expect(kept.totalMs.median).toBeCloseTo(far.totalMs.median - 82.6667, 3);
    expect(kept.coldTotalMs).toEqual(far.coldTotalMs);
  });

  it('names the assumption that holds for the open connection', () => {
    const said = (afterIdle?: FarSideOptions['afterIdle']) =>
      known(simulateFarSide({ ...options, afterIdle }).timeline.warm.find(({ id }) => id === 'upload')).assumption;
    expect(said()).toContain('slow start again from 10 × 1460 B (RFC 6928)');
    expect(said('slow-start')).toBe(said());
    expect(said('window-kept')).toContain('the window kept from earlier requests fills the link (assumed)');
  });

  // 58 segments up and one down, each lost by itself with 2 %: tails of 3 and 1 wait 260 ms, the body's 55 a round trip of
  // 60 ms. Mean 4 × 0.02 × 260 + 55 × 0.02 × 60 = 86.8 ms; variance 0.0196 (4 × 260² + 55 × 60²) = 95.84² ms².
  it('spreads by the losses’ own variance, as worked out by hand', () => {
    const lossy: FarSideOptions = {
      ...options,
      profile: { ...still, lossRate: 0.02 },
      server: idle,
      payload: { upBytes: 83_000, downBytes: 600 },
    };
    const random = seededRandom(11);
    const circumstances = { ...lossy, computeMs: 1, afterIdle: 'slow-start' as const };
    const way = wayOf(circumstances, false);
    const losses = Array.from({ length: 20_000 }, () => legTimes(way, deal(circumstances, drawRequest(random))).losses);
    const mean = losses.reduce((sum, ms) => sum + ms, 0) / losses.length;
    const deviation = Math.sqrt(losses.reduce((sum, ms) => sum + (ms - mean) ** 2, 0) / losses.length);
    expect(mean / 86.8).toBeCloseTo(1, 1);
    expect(deviation / 95.84).toBeCloseTo(1, 1);
    // Nothing but losses is left to chance here, so the totals' spread is theirs alone.
    const far = simulateFarSide(lossy);
    expect(far.totalMs.p99 - far.totalMs.median).toBeGreaterThan(200);
    expect(leg(far.timeline.warm, 'losses') % 20).toBeCloseTo(0, 6);
  });

  it('costs nothing to connect where the connection is open', () => {
    const { warm } = simulateFarSide(options).timeline;
    expect(['dns', 'tcp', 'tls'].map((id) => leg(warm, id))).toEqual([0, 0, 0]);
  });

  it('is refused in a sentence that a record can hold, where the server’s chip lacks a figure', () => {
    const server: Server = { ...options.server, chip: { ...options.server.chip, mem_bw_gbps: null } };
    const refused = answerOf({ ...options, server });
    expect(refused).toEqual({
      model: 'movenet-lightning',
      profile: DEFAULT_PROFILE,
      server: DEFAULT_SERVER,
      seed: 7,
      problem: 'The far side can’t be estimated: no memory bandwidth is known for L4.',
    });
    expect(v.safeParse(recordSchema.entries.far, [refused, simulateFarSide(options)]).issues).toBeUndefined();
  });

  it('spreads by loss, queue and jitter', () => {
    const far = simulateFarSide({ ...options, requests: 1000 });
    const lossy = simulateFarSide({ ...options, profile: { ...options.profile, lossRate: 0.02 }, requests: 1000 });
    expect(far.totalMs.p99).toBeGreaterThan(far.totalMs.median + 20);
    expect(lossy.totalMs.p99).toBeGreaterThan(far.totalMs.p99 + 100);
  });

  it.each([
    { payload: { upBytes: -1, downBytes: 0 } },
    { payload: { upBytes: 0, downBytes: 0.5 } },
    { requests: 0 },
    { work: { ...options.work, macs: Number.NaN } },
    { profile: customProfile({ rttMs: 40, downKbps: 9000, upKbps: 1500 }), seed: 0.5 },
  ])('refuses %j', (changes) => {
    expect(() => answerOf({ ...options, ...changes })).toThrow(RangeError);
  });
});

describe('timelineOf', () => {
  it('lays the legs end to end', () => {
    const far = simulateFarSide(options);
    const played = timelineOf(far.timeline.cold);
    expect(played[0]?.startMs).toBe(0);
    for (const [i, next] of played.slice(1).entries()) expect(next.startMs).toBe(played[i]?.endMs);
    expect(played.at(-1)?.endMs).toBeCloseTo(far.coldTotalMs.median, 6);
  });
});
