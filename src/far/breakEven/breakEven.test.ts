import { describe, expect, it } from 'vitest';
import { closedFormMs, stillCircumstances } from '../closedForm';
import { DEFAULT_SERVER } from '../ids';
import { awayBy, profileOf } from '../network';
import { stillProfile } from '../profile';
import { loadServer } from '../servers';
import { circumstancesOf, simulateRequests, type Requests } from '../simulate';
import { anyNetwork } from './anyNetwork';
import {
  fetchMs,
  loadBreakEven,
  rttBreakEven,
  shares,
  uplinkBreakEven,
  usesBreakEven,
  type BreakEvens,
  type Contest,
} from './breakEven';
import { farSurface } from './surface';
import { told } from '../told.fixture';
import { breakEvenOf, type BreakEven } from './search';

const server = await loadServer(DEFAULT_SERVER);
const profile = profileOf('wpt-lte');
if (!server || !profile) throw new Error('unknown id');

const far: Requests = {
  model: 'any',
  payload: { upBytes: 60_000, downBytes: 1500 },
  compute: { ms: 0.3, basis: 'assumed' },
  profile,
  server,
  seed: 1,
  requests: 1000,
};
const contest: Contest = { near: { p50: 250, p90: 300, p99: 500 }, far, connection: 'warm' };

const valueOf = (even: BreakEven): number => {
  if (even.kind !== 'at') throw new Error(even.kind);
  return even.value;
};
const farAt = (changes: Partial<Requests>, connection: 'warm' | 'cold' = 'warm') => {
  const { totalMs, coldTotalMs } = told(simulateRequests({ ...far, ...changes }));
  const { median, p90, p99 } = connection === 'warm' ? totalMs : coldTotalMs;
  return { p50: median, p90, p99 };
};

describe('the round trip at which far and near are even', () => {
  it('is what is left of the near side’s time, where nothing is left to chance and no window is small', () => {
    const still: Requests = {
      ...far,
      profile: stillProfile(profile),
      server: { ...server, load: 0, softwareSigma: 0 },
      afterIdle: 'window-kept',
    };
    const restMs = closedFormMs({ ...circumstancesOf(still), profile: { ...still.profile, rttMs: 0 } }, 'warm');
    const even = told(rttBreakEven({ ...contest, far: still }));
    for (const share of shares) expect(valueOf(even[share])).toBeCloseTo(contest.near[share] - restMs, 3);
  });

  it.each(['warm', 'cold'] as const)('is that of the closed form within 1 %% with slow start, %s', (connection) => {
    const circumstances = stillCircumstances(circumstancesOf(far));
    const still: Requests = { ...far, profile: circumstances.profile, server: { ...server, load: 0 } };
    const near = { p50: 700, p90: 700, p99: 700 };
    const formula = breakEvenOf({
      least: 0,
      most: 10_000,
      scale: 'linear',
      farWins: 'below',
      gapMs: (rttMs) =>
        closedFormMs({ ...circumstances, profile: { ...circumstances.profile, rttMs } }, connection) - near.p50,
    });
    const even = told(rttBreakEven({ near, far: still, connection }));
    expect(Math.abs(valueOf(even.p50) / valueOf(formula) - 1)).toBeLessThan(0.01);
  });

  it('is where a scan finds it, at each percentile', () => {
    const even = told(rttBreakEven(contest));
    for (const share of shares) {
      let rttMs = 0;
      while (farAt({ profile: { ...profile, rttMs } })[share] < contest.near[share]) rttMs += 8;
      expect(valueOf(even[share])).toBeGreaterThan(rttMs - 8 - 1e-3);
      expect(valueOf(even[share])).toBeLessThanOrEqual(rttMs + 1e-3);
    }
  });

  it('is nowhere for a device that is faster than the server alone, and everywhere for one that takes a minute', () => {
    const of = (ms: number) => told(rttBreakEven({ ...contest, near: { p50: ms, p90: ms, p99: ms } }));
    const all = (kind: string) => Object.fromEntries(shares.map((share) => [share, { kind }]));
    expect(of(0.5)).toEqual(all('never'));
    expect(of(600_000)).toEqual(all('always'));
  });
});

describe('the uplink at which they are even', () => {
  it('is where far and near take equally long', () => {
    const even = told(uplinkBreakEven(contest));
    for (const share of shares) {
      const upKbps = valueOf(even[share]);
      expect(farAt({ profile: { ...profile, upKbps: upKbps * 1.001 } })[share]).toBeLessThan(contest.near[share]);
      expect(farAt({ profile: { ...profile, upKbps: upKbps / 1.001 } })[share]).toBeGreaterThan(contest.near[share]);
      expect(even[share]).toMatchObject({ farWins: 'above' });
    }
  });
});

describe('the load at which they are even', () => {
  const tight: Contest = { ...contest, near: farAt({ server: { ...server, load: 0.8 } }) };
  const p90 = (even: BreakEvens) => valueOf(even.p90);

  it('is found again where the near side takes as long as the far one at some load', () => {
    // A percentile moves in steps where a queue holds few up: any load between two of them is as good.
    expect(p90(told(loadBreakEven(tight)))).toBeCloseTo(0.8, 2);
  });

  it('is that of all workers where traffic is given', () => {
    const perSecond = (load: number) => (1000 * 2 * load) / (server.softwareMs + 0.06 * server.decodeMsPerMB + 0.3);
    const traffic = (load: number) => ({ kind: 'workers', workers: 2, requestsPerSecond: perSecond(load) }) as const;
    const near = farAt({ traffic: traffic(0.9) });
    expect(p90(told(loadBreakEven({ ...contest, near, far: { ...far, traffic: traffic(0.1) } })))).toBeCloseTo(0.9, 2);
  });

  it('is refused where there is none', () => {
    const sleepy = { kind: 'scale-to-zero', requestsPerSecond: 1, keepAliveMs: 1000, startMs: 1000 } as const;
    expect(loadBreakEven({ ...contest, far: { ...far, traffic: sleepy } })).toHaveProperty('problem');
    const gathered = {
      kind: 'workers',
      requestsPerSecond: 1,
      workers: 1,
      batching: { size: 4, timeoutMs: 5 },
    } as const;
    expect(loadBreakEven({ ...contest, far: { ...far, traffic: gathered } })).toHaveProperty('problem');
  });
});

describe('the number of uses at which they are even', () => {
  it('is where a count finds it', () => {
    for (const [nearMs, farMs, firstMs] of [
      [10, 90, 5000],
      [10, 11, 3],
      [0, 60, 61],
    ] as const) {
      let uses = 1;
      while (uses * farMs < uses * nearMs + firstMs) uses++;
      const value = valueOf(told(usesBreakEven({ nearMs, farMs, firstMs })));
      expect(Math.ceil(value)).toBe(uses);
    }
  });

  it('is none where the far side is faster anyway, or the near side costs nothing to begin with', () => {
    expect(usesBreakEven({ nearMs: 90, farMs: 60, firstMs: 0 })).toEqual({ kind: 'always' });
    expect(usesBreakEven({ nearMs: 60, farMs: 90, firstMs: 0 })).toEqual({ kind: 'never' });
    expect(usesBreakEven({ nearMs: 60, farMs: Number.NaN, firstMs: 0 })).toHaveProperty('problem');
  });

  it('counts the download that the same network gives', () => {
    const still = { ...far, profile: stillProfile(profile), payload: { upBytes: 0, downBytes: 9_400_000 } };
    const closed = closedFormMs(
      { ...circumstancesOf(still), computeMs: 0, server: { ...server, softwareMs: 0, decodeMsPerMB: 0 } },
      'cold',
    );
    expect(fetchMs(far, 9_400_000)).toBeCloseTo(closed, 6);
  });
});

describe('any network', () => {
  it('is the simulation’s own at the network’s own round trip, wherever the server stands', () => {
    const away = awayBy({ ...profile, jitterShare: 0.3 }, 200);
    for (const connection of ['warm', 'cold'] as const) {
      const at = told(anyNetwork({ ...far, profile: away }, connection));
      const { p50, p90, p99 } = farAt({ profile: away }, connection);
      expect(at(away).p50).toBeCloseTo(p50, 9);
      expect(at(away).p90).toBeCloseTo(p90, 9);
      expect(at(away).p99).toBeCloseTo(p99, 9);
    }
  });

  it.each([0, -5, Number.NaN, Infinity])('is refused where this device takes %d ms', (ms) => {
    const odd = { ...contest, near: { ...contest.near, p90: ms } };
    for (const answer of [rttBreakEven(odd), uplinkBreakEven(odd), loadBreakEven(odd)]) {
      expect(answer).toEqual({ problem: `This device's time is above 0 ms, not ${ms}.` });
    }
  });

  it('is refused where the queue never empties', () => {
    const full = { ...contest, far: { ...far, server: { ...server, load: 1 } } };
    for (const answer of [
      farSurface(full.far, 'warm'),
      rttBreakEven(full),
      uplinkBreakEven(full),
      anyNetwork(full.far, 'warm'),
    ]) {
      expect(answer).toEqual({ problem: expect.stringMatching(/^The queue never empties/) });
    }
  });
});
