import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { customProfile, DEFAULT_PROFILE, OWN_ASSUMPTION, profileOf, profiles } from './network';

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

  it.each(['custom:40:0:10', 'custom:1.2.3:10:10', 'custom:40:10', 'custom:.:1:1'])('knows no %s', (id) => {
    expect(profileOf(id)).toBeUndefined();
  });
});
