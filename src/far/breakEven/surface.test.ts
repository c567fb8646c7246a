import { describe, expect, it } from 'vitest';
import { DEFAULT_SERVER } from '../ids';
import { profileOf } from '../network';
import { loadServer } from '../servers';
import { requestsOf, simulateRequests, type FarSideOptions, type Requests } from '../simulate';
import { rttBreakEven, shares, type Contest } from './breakEven';
import { evensOf, overNetworks, surfacesOf } from './evens';
import { borderOf, farSurface, mapGrid, timesAt, type Surface } from './surface';

const server = await loadServer(DEFAULT_SERVER);
const profile = profileOf('wpt-lte');
if (!server || !profile) throw new Error('unknown id');

const options: FarSideOptions = {
  model: 'any',
  payload: { upBytes: 60_000, downBytes: 1500 },
  work: { macs: 5e9, parameters: 2e7, runs: 1 },
  profile,
  server,
  seed: 1,
};
function told<T extends object>(result: T): Exclude<T, { problem: string }> {
  if ('problem' in result) throw new Error(String(result.problem));
  return result as Exclude<T, { problem: string }>;
}
const requests: Requests = told(requestsOf(options));
const simulated = (changes: Partial<Requests>, connection: 'warm' | 'cold' = 'warm') => {
  const { totalMs, coldTotalMs } = told(simulateRequests({ ...requests, ...changes }));
  const { median, p90, p99 } = connection === 'warm' ? totalMs : coldTotalMs;
  return { p50: median, p90, p99 };
};

describe('the surface', () => {
  const surface = told(farSurface(requests, 'warm'));

  it('has the simulation’s percentiles at its places, and nearly so between them', () => {
    const columns = mapGrid.rttMs.length;
    const [rttMs, upKbps] = [mapGrid.rttMs[12] as number, mapGrid.upKbps[12] as number];
    const rates = { upKbps, downKbps: (upKbps * profile.downKbps) / profile.upKbps };
    const there = simulated({ profile: { ...profile, rttMs, ...rates } });
    for (const share of shares) expect(surface.ms[share][12 * columns + 12]).toBeCloseTo(there[share], 9);
    expect(timesAt(surface, { rttMs, upKbps }).p90).toBeCloseTo(there.p90, 9);
    for (const place of [
      { rttMs: 33, upKbps: 900 },
      { rttMs: 210, upKbps: 7000 },
      { rttMs: 4, upKbps: 80_000 },
    ]) {
      const downKbps = (place.upKbps * profile.downKbps) / profile.upKbps;
      const { p90 } = simulated({ profile: { ...profile, ...place, downKbps } });
      expect(Math.abs(timesAt(surface, place).p90 / p90 - 1), JSON.stringify(place)).toBeLessThan(0.08);
    }
  });

  it('has its border where bisection finds it', () => {
    for (const nearMs of [40, 250, 900]) {
      const near = { p50: nearMs, p90: nearMs, p99: nearMs };
      for (const row of [6, 12, 20]) {
        const upKbps = surface.upKbps[row] as number;
        const downKbps = (upKbps * profile.downKbps) / profile.upKbps;
        const contest: Contest = {
          near,
          far: { ...requests, profile: { ...profile, upKbps, downKbps } },
          connection: 'warm',
        };
        const exact = told(rttBreakEven(contest)).p90;
        const drawn = borderOf(surface, 'p90', nearMs)[row];
        if (exact.kind !== 'at' || drawn?.kind !== 'at') continue;
        expect(Math.abs(drawn.value / exact.value - 1), `${nearMs} ms, ${upKbps} kbit/s`).toBeLessThan(0.08);
      }
    }
  });

  it('says where the far side always wins, or never', () => {
    const flat: Surface = {
      rttMs: [1, 10, 100],
      upKbps: [1, 2],
      ms: Object.fromEntries(shares.map((share) => [share, Float64Array.of(5, 15, 105, 2, 4, 6)])) as Surface['ms'],
    };
    expect(borderOf(flat, 'p50', 7)).toEqual([
      { kind: 'at', value: 1 + (9 * 2) / 10, farWins: 'below' },
      { kind: 'always' },
    ]);
    expect(borderOf(flat, 'p50', 2)).toEqual([{ kind: 'never' }, { kind: 'never' }]);
    // Beyond its ends it is what it is there.
    expect(timesAt(flat, { rttMs: 0, upKbps: 0.1 }).p50).toBe(5);
    expect(timesAt(flat, { rttMs: 1e4, upKbps: 9 }).p50).toBe(6);
    expect(timesAt(flat, { rttMs: 55, upKbps: 1 }).p50).toBeCloseTo(60, 9);
  });
});

describe('the interval of the server’s time', () => {
  it('moves the border both ways: a quicker chip lets the cloud stand farther off', () => {
    const near = { p50: 250, p90: 300, p99: 900 };
    const { rtt, uses } = told(evensOf({ options, connection: 'warm', near, firstMs: 1000 }));
    const { faster, expected, slower } = rtt.p90;
    if (faster.kind !== 'at' || expected.kind !== 'at' || slower.kind !== 'at') throw new Error('no border');
    expect(faster.value).toBeGreaterThan(expected.value);
    expect(slower.value).toBeLessThan(expected.value);
    expect(uses?.p90.expected.kind).toBeDefined();
    const surfaces = told(surfacesOf(options, 'warm'));
    const row = 20;
    const at = (surface?: Surface) => {
      const even = surface && borderOf(surface, 'p90', near.p90)[row];
      return even?.kind === 'at' ? even.value : Number.NaN;
    };
    expect(at(surfaces.faster)).toBeGreaterThan(at(surfaces.expected));
    expect(at(surfaces.slower)).toBeLessThan(at(surfaces.expected));
  });
});

it('each network has its own simulation’s percentiles', () => {
  const cable = profileOf('wpt-cable');
  if (!cable) throw new Error('unknown id');
  const [lte, overCable] = told(overNetworks(options, 'cold', [profile, cable], 0));
  expect(lte?.ms.p90).toBeCloseTo(simulated({}, 'cold').p90, 9);
  expect(overCable?.ms.p50).toBeCloseTo(simulated({ profile: cable }, 'cold').p50, 9);
});

it('the number of uses is counted with what the first one takes', () => {
  const near = { p50: 20, p90: 25, p99: 30 };
  const { far, uses } = told(evensOf({ options, connection: 'warm', near, firstMs: 4000 }));
  expect(uses?.p50.expected).toMatchObject({ kind: 'at', value: expect.closeTo(4000 / (far.p50 - 20), 9) });
  expect(told(evensOf({ options, connection: 'warm', near })).uses).toBeUndefined();
});
