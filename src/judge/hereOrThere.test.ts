import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hereOrThere, type Contest } from './hereOrThere';
import { profileOf, withRtt } from '../far/network';
import { serverOf } from '../far/server';
import { simulateFarSide } from '../far/simulate';

/** The simulated cloud at a profile, with what the verdict needs of it. */
function contest(profileId: string, inferenceMs: number, payload = { upBytes: 84_000, downBytes: 1500 }): Contest {
  const [profile, server] = [profileOf(profileId), serverOf('l4-60')];
  if (!profile || !server) throw new Error('unknown id');
  const simulate = (rttMs: number) =>
    simulateFarSide({
      model: 'movenet-lightning',
      payload,
      macs: 3e8,
      weightBytes: 4.65e6,
      profile: withRtt(profile, rttMs),
      server,
      seed: 7,
      requests: 200,
    });
  return { inferenceMs, rttMs: profile.rttMs, far: simulate(profile.rttMs), simulate };
}

describe('here or there', () => {
  it('says that no round trip is short enough where sending alone takes longer', () => {
    const verdict = hereOrThere(contest('devtools-fast-4g', 12));
    expect(verdict.winner).toBe('here');
    expect(verdict.breakEvenRttMs).toBeUndefined();
    expect(verdict.sentence).toMatch(
      /^Here wins: 12 ms on this device, 5\d\d ms through a simulated cloud 60 ms away\.$/,
    );
    expect(verdict.because).toMatch(
      /^No round trip is short enough: sending 84 kB alone takes 46\d ms, longer than the 12 ms here\.$/,
    );
  });

  it('names the server where its own time is what loses', () => {
    const verdict = hereOrThere(contest('nearside-fibre', 2, { upBytes: 200, downBytes: 1500 }));
    expect(verdict.because).toMatch(/^No round trip is short enough: the server’s queue, software and chip alone take/);
  });

  it('names both where only together they lose', () => {
    const verdict = hereOrThere(contest('nearside-fibre', 10));
    expect(verdict.because).toMatch(
      /^No round trip is short enough: sending 84 kB \(7\.\d+ ms\) and the server’s own time/,
    );
  });

  it('says below which round trip a cloud would win', () => {
    const verdict = hereOrThere(contest('nearside-fibre', 22));
    expect(verdict.winner).toBe('here');
    expect(verdict.breakEvenRttMs).toBeLessThan(15);
    expect(verdict.because).toMatch(
      /^The cloud would win only below a round trip of .* ms; this network’s is 15 ms\.$/,
    );
  });

  it('says up to which round trip the cloud wins', () => {
    const verdict = hereOrThere(contest('nearside-fibre', 200));
    expect(verdict.winner).toBe('there');
    expect(verdict.ratio).toBeLessThan(0.2);
    expect(verdict.sentence).toMatch(
      /^The cloud wins: \d\d ms through a simulated cloud 15 ms away, 200 ms on this device\.$/,
    );
    expect(verdict.because).toMatch(
      /^The cloud wins up to a round trip of 1\d\d ms: the work takes 200 ms here and 0\.\d+ ms/,
    );
  });

  it('gives no limit that no network in use reaches', () => {
    const verdict = hereOrThere(contest('nearside-5g', 15_000));
    expect(verdict.because).toMatch(/^The cloud wins at any round trip a network in use has: the work takes 15 s here/);
  });

  it('names no winner within the near interval and a tenth', () => {
    const there = contest('nearside-fibre', 30);
    const farMs = there.far.totalMs.median;
    const verdict = (inferenceMs: number, inferenceCi?: [number, number]) =>
      hereOrThere({ ...there, inferenceMs, inferenceCi });
    expect(verdict(farMs * 0.95).winner).toBe('too close to call');
    expect(verdict(farMs * 0.8).winner).toBe('here');
    expect(verdict(farMs * 0.8, [farMs * 0.7, farMs * 0.95]).winner).toBe('too close to call');
    expect(verdict(farMs * 1.2).winner).toBe('there');
    expect(verdict(farMs).because).toMatch(/they break even at a round trip of about 15 ms\.$/);
    const nextDoor = contest('firefox-wifi', 30).simulate(0).totalMs.median;
    expect(hereOrThere(contest('firefox-wifi', nextDoor * 0.98)).because).toMatch(
      /no shorter round trip would change that\.$/,
    );
  });

  it('counts what comes before and after the inference as part of the answer here', () => {
    const there = contest('nearside-fibre', 200);
    const farMs = there.far.totalMs.median;
    const verdict = (inferenceMs: number, besideMs: number) =>
      hereOrThere({ ...there, inferenceMs, inferenceCi: [inferenceMs, inferenceMs], besideMs });
    expect(verdict(farMs * 0.5, 0).winner).toBe('here');
    expect(verdict(farMs * 0.5, farMs).winner).toBe('there');
    expect(verdict(farMs * 0.5, farMs).ratio).toBeCloseTo(1 / 1.5);
    // The interval moves with the total, or half the far median would still lie inside it.
    expect(verdict(farMs * 0.5, farMs * 0.45).winner).toBe('too close to call');
    const long = verdict(24, 9);
    expect(long.sentence).toContain('33 ms on this device');
    expect(long.itemised).toBe('24 ms of inference, 9 ms before and after it.');
    expect(verdict(24, 1.2).itemised).toBeUndefined();
  });

  it('breaks even where it says it does', () => {
    const nearMs = fc.double({ min: 30, max: 20_000, noNaN: true });
    fc.assert(
      fc.property(nearMs, fc.constantFrom('nearside-fibre', 'nearside-5g', 'firefox-wifi', 'wpt-lte'), (near, id) => {
        const match = contest(id, near);
        const { breakEvenRttMs } = hereOrThere(match);
        if (breakEvenRttMs === undefined) expect(match.simulate(0).totalMs.median).toBeGreaterThanOrEqual(near);
        else
          expect(Math.abs(match.simulate(breakEvenRttMs).totalMs.median - near)).toBeLessThanOrEqual(
            0.1 + 0.005 * breakEvenRttMs,
          );
      }),
      { numRuns: 40 },
    );
  });

  it('marks the near and the far number for the page to colour', () => {
    const tones = (near: number) =>
      hereOrThere(contest('nearside-fibre', near)).headline.parts.filter((part) => part.tone);
    expect(tones(12).map((part) => part.tone)).toEqual(['near', 'far']);
    expect(tones(200).map((part) => part.tone)).toEqual(['far', 'far', 'near']);
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('refuses a near median of %d', (near) => {
    expect(() => hereOrThere(contest('nearside-fibre', near))).toThrow(RangeError);
  });
});
