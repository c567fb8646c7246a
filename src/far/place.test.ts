import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fibreRttMs, greatCircleKm, regionsFrom, ROUTING, type Place } from './place';
import { regions } from './regions';

const [london, newYork, sydney] = [
  { latitude: 51.5074, longitude: -0.1278 },
  { latitude: 40.7128, longitude: -74.006 },
  { latitude: -33.8688, longitude: 151.2093 },
];

describe('distance', () => {
  // As atlases have it: London to New York 5,570 km, to Sydney 16,990 km; a quarter of a meridian is 10,002 km on the ellipsoid.
  it.each<[Place, Place, number]>([
    [london, newYork, 5570],
    [london, sydney, 16_990],
    [{ latitude: 0, longitude: 0 }, { latitude: 90, longitude: 0 }, 10_002],
    [london, london, 0],
  ])('from %j to %j is %d km', (from, to, km) => {
    expect(Math.abs(greatCircleKm(from, to) - km)).toBeLessThanOrEqual(0.002 * km);
  });

  it('is the same both ways, at most half the Earth, and bent by no third place', () => {
    const place = fc.record({
      latitude: fc.double({ min: -90, max: 90, noNaN: true }),
      longitude: fc.double({ min: -180, max: 180, noNaN: true }),
    });
    fc.assert(
      fc.property(place, place, place, (a, b, c) => {
        expect(greatCircleKm(a, b)).toBeCloseTo(greatCircleKm(b, a), 6);
        expect(greatCircleKm(a, b)).toBeLessThanOrEqual(20_016);
        expect(greatCircleKm(a, c)).toBeLessThanOrEqual(greatCircleKm(a, b) + greatCircleKm(b, c) + 1e-6);
      }),
    );
  });

  // 1 ms of round trip for 100 km of fibre is the rule of thumb.
  it('takes light in fibre a millisecond of round trip for 100 km, and as much again for detours', () => {
    expect(fibreRttMs(100, 1)).toBeCloseTo(1, 2);
    expect(fibreRttMs(5570) / fibreRttMs(5570, 1)).toBe(ROUTING.usual);
  });

  it.each([91, -91, Number.NaN])('is refused at %d degrees north', (latitude) => {
    expect(() => greatCircleKm({ latitude, longitude: 0 }, london)).toThrow(RangeError);
  });
});

describe('regions', () => {
  it('have ids of their own, and a place on the Earth', () => {
    expect(new Set(regions.map(({ id }) => id)).size).toBe(regions.length);
    for (const region of regions) expect(greatCircleKm(region, region)).toBe(0);
  });

  it('come nearest first, with round trips in their order', () => {
    const near = regionsFrom({ latitude: 48.1, longitude: 11.6 });
    expect(near[0]?.region.id).toBe('europe-west3');
    expect(near.at(-1)?.region.id).toBe('australia-southeast1');
    for (const { leastMs, shortestMs, usualMs } of near) {
      expect(leastMs).toBeLessThan(shortestMs);
      expect(shortestMs).toBeLessThan(usualMs);
    }
  });
});
