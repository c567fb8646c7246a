import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../domain/random';
import { farSchema, recordSchema, type Far } from '../record/record';
import { meanLossOf } from './bursts';
import { transports } from './framing';
import { timelineOf } from './legs';
import { awayBy, customProfile, DEFAULT_PROFILE, profileOf, profiles, type NetworkProfile } from './network';
import { DEFAULT_SERVER } from './ids';
import { loadServer, servers, type Server } from './servers';
import { deal, drawRequest } from './deal';
import { legTimes, wayOf } from './request';
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
  // Up 91.0995 ms + stalls of 48 and 34.6667 ms; down 0.9333 ms; software 2 + 0.989 ms; 300 MMAC on the L4, whose
  // cache of 48 MB keeps the weights, 0.2911 ms.
  it('is the sum worked out by hand where nothing is left to chance', () => {
    const calibration = { utilisation: 0.4458, overheadMs: 0.28, assumed: false, basis: 'round figures for a test' };
    const calm = {
      ...options,
      profile: { ...still, upKbps: 9000 },
      server: { ...idle, calibration },
      payload: { upBytes: 98_900, downBytes: 600 },
    };
    const far = simulateFarSide(calm);
    const computeMs = (2 * 3e8) / (121e9 * 0.4458) + 0.28;
    expect(leg(far.timeline.warm, 'compute')).toBeCloseTo(computeMs, 9);
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

  // 58 segments up and one down, each lost by itself with 2 %: 0.98^59 = 0.3036 lose none.
  it('costs more wherever something is lost, and the same for the same luck on any network', () => {
    const lossy: FarSideOptions = {
      ...options,
      profile: { ...still, lossRate: 0.02 },
      server: idle,
      payload: { upBytes: 83_000, downBytes: 600 },
    };
    const random = seededRandom(11);
    const circumstances = { ...lossy, computeMs: 1, afterIdle: 'slow-start' as const, transport: 'tcp' as const };
    const luckOf = () => ({ queueMs: 0, coldStartMs: 0, computeMs: 1 });
    const dealt = Array.from({ length: 20_000 }, () => deal(circumstances, luckOf, drawRequest(random)));
    const lossesAt = (rttMs: number) => {
      const way = wayOf({ ...circumstances, profile: { ...lossy.profile, rttMs } }, false);
      return dealt.map((each) => legTimes(way, each).losses);
    };
    const [near, far] = [lossesAt(20), lossesAt(200)];
    expect(near.filter((ms) => ms === 0).length / near.length).toBeCloseTo(0.3036, 2);
    for (const [index, ms] of near.entries()) {
      expect(ms).toBeGreaterThanOrEqual(0);
      expect(far[index]).toBeGreaterThanOrEqual(ms - 1e-9);
      expect(ms === 0).toBe(far[index] === 0);
    }
    // Nothing but losses is left to chance here, so the totals' spread is theirs alone.
    const { totalMs } = simulateFarSide(lossy);
    expect(totalMs.p99 - totalMs.median).toBeGreaterThan(200);
  });

  // A QUIC handshake is one round trip, with 0-RTT none; TCP and TLS are two. Data travel in smaller packets.
  it('opens a QUIC connection in a round trip fewer, and with a ticket in two', () => {
    const calm = { ...options, profile: still, server: idle };
    const cost = (transport: FarSideOptions['transport']) => {
      const far = simulateFarSide({ ...calm, transport });
      return far.coldTotalMs.median - far.totalMs.median;
    };
    expect(cost('tcp')).toBeCloseTo(180 + (600 * 8) / (1500 * (1460 / 1500)) + (4000 * 8) / (9000 * (1460 / 1500)), 6);
    expect(cost('quic')).toBeCloseTo(
      120 + (2400 * 8) / (1500 * (1165 / 1228)) + (4000 * 8) / (9000 * (1165 / 1228)),
      6,
    );
    expect(cost('quic-0rtt')).toBeCloseTo(60 + (600 * 8) / (1500 * (1165 / 1228)), 6);
    const { cold, warm } = simulateFarSide({ ...calm, transport: 'quic' }).timeline;
    expect(cold.map(({ id }) => id)).not.toContain('tcp');
    expect(leg(cold, 'quic')).toBeGreaterThan(60);
    expect(leg(warm, 'quic')).toBe(0);
  });

  it('keeps delays that follow each other alike where they are correlated', () => {
    const requests = (jitterCorrelation: number) =>
      simulateFarSide({
        ...options,
        profile: { ...still, jitterShare: 0.1, jitterCorrelation },
        server: idle,
        requests: 4000,
      });
    const spread = (far: Far) => far.totalMs.p99 - far.totalMs.median;
    // Two trips of σ 6 ms: σ 8.5 ms by themselves, 12 ms together.
    expect(spread(requests(1)) / spread(requests(0))).toBeGreaterThan(1.25);
    expect(requests(0.5)).not.toEqual(requests(0));
  });

  it('is further out in the tail where losses come in bursts', () => {
    const bursts = { toBad: 0.005, toGood: 0.2, lossInBad: 0.8, lossInGood: 0.001 };
    const apart = { ...options, profile: { ...options.profile, lossRate: meanLossOf(bursts) }, requests: 4000 };
    const together = { ...apart, profile: { ...apart.profile, bursts } };
    expect(simulateFarSide(together).totalMs.median).toBeLessThan(simulateFarSide(apart).totalMs.median);
    expect(simulateFarSide(together).totalMs.p99).toBeGreaterThan(simulateFarSide(apart).totalMs.p99);
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

  it('is refused in a sentence where the queue never empties', () => {
    const traffic = { kind: 'workers', requestsPerSecond: 1e6, workers: 4 } as const;
    expect(answerOf({ ...options, traffic })).toMatchObject({
      problem: expect.stringMatching(/^The queue never empties: /),
    });
    expect(answerOf({ ...options, server: { ...options.server, load: 1 } })).toHaveProperty('problem');
    const batching = { size: 8, timeoutMs: 2 };
    expect(answerOf({ ...options, traffic: { ...traffic, batching } })).toHaveProperty('problem');
  });

  it('waits as the traffic has it: more requests, fewer workers, batches, cold starts', () => {
    const at = (traffic: FarSideOptions['traffic']) => simulateFarSide({ ...options, traffic, requests: 4000 });
    const workers = (requestsPerSecond: number, count = 1) =>
      at({ kind: 'workers', requestsPerSecond, workers: count });
    expect(workers(200).totalMs.p99).toBeGreaterThan(workers(20).totalMs.p99);
    expect(workers(200, 4).totalMs.p99).toBeLessThan(workers(200).totalMs.p99);
    // Alone in its batch, a request waits for the time-out.
    const gathered = at({
      kind: 'workers',
      requestsPerSecond: 0.001,
      workers: 1,
      batching: { size: 8, timeoutMs: 30 },
    });
    const alone = workers(0.001);
    expect(gathered.totalMs.median - alone.totalMs.median).toBeCloseTo(30, 1);
    // e^(−1) of requests are cold: the 90th percentile is one of them, the median isn't.
    const sleepy = at({ kind: 'scale-to-zero', requestsPerSecond: 0.001, keepAliveMs: 1_000_000, startMs: 5000 });
    expect(sleepy.totalMs.p90 - alone.totalMs.p90).toBeGreaterThan(4000);
    expect(sleepy.totalMs.median - alone.totalMs.median).toBeLessThan(100);
    expect(sleepy.timeline.warm.map(({ id }) => id)).toContain('cold-start');
    for (const far of [gathered, sleepy, workers(20, 3)]) expect(v.safeParse(farSchema, far).issues).toBeUndefined();
  });

  it('says in few enough words what it rests on, whatever is chosen', () => {
    const bursts = { toBad: 0.00501, toGood: 0.20001, lossInBad: 0.80001, lossInGood: 0.00101 };
    const profile = awayBy(
      customProfile({
        rttMs: 40.123,
        downKbps: 9000.123,
        upKbps: 1500.123,
        jitterMs: 5.123,
        distribution: 'paretonormal',
        jitterCorrelation: 0.25,
        bursts,
      }),
      123.45,
    );
    for (const transport of transports) {
      const traffic = {
        kind: 'workers',
        requestsPerSecond: 20.5,
        workers: 12,
        batching: { size: 64, timeoutMs: 12.5 },
      } as const;
      expect(
        v.safeParse(farSchema, simulateFarSide({ ...options, profile, transport, traffic })).issues,
      ).toBeUndefined();
    }
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
    { profile: { ...still, upKbps: 0 } },
    { profile: { ...still, rttMs: Number.NaN } },
    { profile: { ...still, lossRate: 1 } },
    { server: { ...options.server, load: -0.1 } },
    { traffic: { kind: 'workers', workers: 0, requestsPerSecond: 1 } as const },
    { traffic: { kind: 'workers', workers: 1, requestsPerSecond: Number.NaN } as const },
    { traffic: { kind: 'workers', workers: 1, requestsPerSecond: 1, batching: { size: 2, timeoutMs: -1 } } as const },
    { traffic: { kind: 'scale-to-zero', requestsPerSecond: 1, keepAliveMs: Infinity, startMs: 1 } as const },
    { work: { ...options.work, macs: Number.NaN } },
    { profile: customProfile({ rttMs: 40, downKbps: 9000, upKbps: 1500 }), seed: 0.5 },
  ])('refuses %j', (changes) => {
    expect(answerOf({ ...options, ...changes })).toHaveProperty('problem', expect.stringMatching(/ not .*\.$/));
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
