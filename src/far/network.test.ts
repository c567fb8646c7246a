import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { awayBy, customProfile, DEFAULT_PROFILE, profileOf, profiles } from './network';
import { jitterMs } from './profile';
import { OWN_ASSUMPTION } from './profiles';
import { partsOf } from './ids';

describe('network profiles', () => {
  it.each(profiles)('$id is usable', (profile) => {
    expect(profile.id).toMatch(/^[a-z0-9-]+$/);
    expect(Math.min(profile.downKbps, profile.upKbps, profile.rttMs)).toBeGreaterThan(0);
    expect(profile.lossRate).toBeLessThan(0.1);
    expect(profileOf(profile.id)).toBe(profile);
  });

  it('has one profile an id, and begins with the one that stands where none is named', () => {
    expect(profiles[0]?.id).toBe(DEFAULT_PROFILE);
    expect(new Set(profiles.map((profile) => profile.id)).size).toBe(profiles.length);
    expect(profileOf(DEFAULT_PROFILE)).toMatchObject({ downKbps: 9000, upKbps: 1500, rttMs: 60 });
    expect(profileOf('carrier-pigeon')).toBeUndefined();
  });

  it('keeps the sources’ targets, not what DevTools multiplies them to', () => {
    expect(profileOf('devtools-slow-4g')?.rttMs).toBe(150);
    expect(profileOf('devtools-3g')?.rttMs).toBe(400);
  });

  it('marks its own profiles', () => {
    const own = profiles.filter((profile) => profile.id.startsWith('nearside-'));
    expect(own.map((profile) => profile.source)).toEqual([OWN_ASSUMPTION, OWN_ASSUMPTION]);
  });

  it('finds a visitor’s own network again by its id', () => {
    const rate = fc.double({ min: 1, max: 1e8, noNaN: true });
    fc.assert(
      fc.property(fc.double({ min: 0, max: 10_000, noNaN: true }), rate, rate, (rttMs, downKbps, upKbps) => {
        const profile = customProfile({ rttMs, downKbps, upKbps });
        expect(profileOf(profile.id)).toEqual(profile);
      }),
    );
  });

  it.each([
    { rttMs: -1, downKbps: 1000, upKbps: 1000 },
    { rttMs: 40, downKbps: 0, upKbps: 1000 },
    { rttMs: 40, downKbps: 1000, upKbps: Number.NaN },
    { rttMs: Number.POSITIVE_INFINITY, downKbps: 1000, upKbps: 1000 },
  ])('refuses %j', (own) => {
    expect(() => customProfile(own)).toThrow(RangeError);
  });

  it('adds the way from the network’s edge to the server', () => {
    const profile = profileOf('nearside-5g@40');
    expect(profile).toMatchObject({ id: 'nearside-5g@40', rttMs: 70, distanceMs: 40, upKbps: 20_000, lossRate: 0.001 });
    // A tenth of the network's own 30 ms, 2 % of the 40 ms beyond.
    expect(profile && jitterMs(profile)).toBeCloseTo(3.8, 12);
    expect(partsOf('nearside-5g@40')).toEqual({ network: 'nearside-5g', distanceMs: 40 });
    expect(partsOf('nearside-5g')).toEqual({ network: 'nearside-5g', distanceMs: 0 });
    expect(profileOf('custom:8:9000:1500@250')).toMatchObject({ title: 'Mine', rttMs: 258, upKbps: 1500 });
  });

  it('finds a network with a distance again by its id', () => {
    const network = fc.constantFrom(...profiles);
    const distance = fc.integer({ min: 1, max: 100_000 }).map((hundredths) => hundredths / 100);
    fc.assert(
      fc.property(network, distance, (profile, ms) => {
        const away = awayBy(profile, ms);
        expect(profileOf(away.id)).toEqual(away);
      }),
    );
  });

  it.each(['', '@', '@40', '@0', '@-1', '@040', '@4e1', '@40.123', '@1001', '@Infinity', '@40@40', '@ 40'])(
    'knows no distance %j',
    (distance) => {
      expect(
        profileOf(distance === '' ? '' : distance === '@40' ? distance : `nearside-5g${distance}`),
      ).toBeUndefined();
    },
  );

  it.each(['custom:40:0:10', 'custom:1.2.3:10:10', 'custom:40:10', 'custom:.:1:1'])('knows no %s', (id) => {
    expect(profileOf(id)).toBeUndefined();
  });
});
