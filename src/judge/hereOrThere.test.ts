import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Contest } from './contest';
import { hereOrThere } from './hereOrThere';
import type { NearAnswer } from './near';
import type { Far } from '../record/record';
import { profileOf, withRtt } from '../far/network';
import { serverCompute } from '../far/server';
import { DEFAULT_SERVER, loadServer } from '../far/servers';
import { simulateRequests } from '../far/simulate';

const server = await loadServer(DEFAULT_SERVER);

/** One answer here, all of it inference and measured without spread unless told. */
const here = (inferenceMs: number, changes: Partial<NearAnswer> = {}): NearAnswer => ({
  totalMs: inferenceMs,
  spreadMs: [inferenceMs, inferenceMs],
  spread: '95 % interval',
  inferenceMs,
  besideMs: 0,
  targets: 1,
  ...changes,
});

/** The simulated cloud at a profile, with what the verdict needs of it. */
function contest(profileId: string, inferenceMs: number, payload = { upBytes: 84_000, downBytes: 1500 }): Contest {
  const profile = profileOf(profileId);
  if (!profile || !server) throw new Error('unknown id');
  const compute = serverCompute(server, { macs: 3e8, parameters: 2_325_000, runs: 1 });
  if ('problem' in compute) throw new Error(compute.problem);
  const simulate = (rttMs: number) =>
    simulateRequests({
      model: 'movenet-lightning',
      payload,
      compute,
      profile: withRtt(profile, rttMs),
      server,
      seed: 7,
      requests: 200,
    });
  return { near: here(inferenceMs), rttMs: profile.rttMs, far: simulate(profile.rttMs), simulate };
}

const withMedian = ({ far }: Contest, median: number, coldMedian = far.coldTotalMs.median): Far => ({
  ...far,
  totalMs: { ...far.totalMs, median },
  coldTotalMs: { ...far.coldTotalMs, median: coldMedian },
});

describe('here or there', () => {
  it('says that no round trip is short enough where sending alone takes longer', () => {
    const verdict = hereOrThere(contest('devtools-fast-4g', 12));
    expect(verdict.warm.winner).toBe('here');
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
    expect(verdict.warm.winner).toBe('here');
    expect(verdict.breakEvenRttMs).toBeLessThan(15);
    expect(verdict.because).toMatch(
      /^The cloud would win only below a round trip of .* ms; this network’s is 15 ms\.$/,
    );
  });

  it('says up to which round trip the cloud wins', () => {
    const verdict = hereOrThere(contest('nearside-fibre', 200));
    expect(verdict.warm.winner).toBe('there');
    expect(verdict.warm.ratio).toBeLessThan(0.3);
    expect(verdict.sentence).toMatch(
      /^The cloud wins: 55\.\d ms through a simulated cloud 15 ms away, 200 ms on this device\.$/,
    );
    expect(verdict.because).toMatch(
      /^The cloud wins up to a round trip of 63 ms: the work takes 200 ms here and, as simulated, 0\.\d+ ms/,
    );
  });

  it('gives no limit that no network in use reaches', () => {
    const verdict = hereOrThere(contest('nearside-5g', 15_000));
    expect(verdict.because).toMatch(/^The cloud wins at any round trip a network in use has: the work takes 15 s here/);
  });

  it('names no winner within the near interval and a tenth', () => {
    const there = contest('nearside-fibre', 30);
    const farMs = there.far.totalMs.median;
    const verdict = (totalMs: number, spreadMs: [number, number] = [totalMs, totalMs]) =>
      hereOrThere({ ...there, near: here(totalMs, { spreadMs }) });
    expect(verdict(farMs * 0.95).warm.winner).toBe('too close to call');
    expect(verdict(farMs * 0.8).warm.winner).toBe('here');
    expect(verdict(farMs * 0.8, [farMs * 0.7, farMs * 0.95]).warm.winner).toBe('too close to call');
    expect(verdict(farMs * 1.2).warm.winner).toBe('there');
    expect(verdict(farMs).because).toMatch(/they break even at a round trip of about 15 ms\./);
    const nextDoor = contest('firefox-wifi', 30).simulate(0).totalMs.median;
    expect(hereOrThere(contest('firefox-wifi', nextDoor * 0.98)).because).toMatch(
      /no shorter round trip would change that\./,
    );
  });

  it('lays a close call to the simulation only where the two figures are close', () => {
    const there = contest('nearside-fibre', 30);
    const farMs = there.far.totalMs.median;
    const close = hereOrThere({ ...there, near: here(farMs * 0.95, { spreadMs: [farMs * 0.9, farMs] }) });
    expect(close.because).toMatch(/^The two are closer than the simulation can tell apart/);
    const wide = { ...there, near: here(50, { spreadMs: [20, 90.4] }), far: withMedian(there, 80) };
    expect(hereOrThere(wide).because).toMatch(
      /^The times measured here spread too widely to tell: 20 ms to 90\.4 ms \(95 % interval\)/,
    );
    const preview = { ...wide, near: { ...wide.near, spread: 'middle half' as const } };
    expect(hereOrThere(preview).because).toContain('20 ms to 90.4 ms (middle half)');
  });

  it('says both verdicts where connecting first decides', () => {
    const there = contest('nearside-fibre', 30);
    const at = (nearMs: number) => hereOrThere({ ...there, near: here(nearMs), far: withMedian(there, 80, 200) });
    const parted = at(120);
    expect([parted.warm.winner, parted.cold.winner]).toEqual(['there', 'here']);
    expect(parted.sentence).toBe(
      'The cloud wins once connected: 80 ms through a simulated cloud 15 ms away, 120 ms on this device. Its first request, 200 ms, loses.',
    );
    expect(parted.because).toMatch(/ Connecting first makes it 120 ms longer\.$/);
    expect(at(190).sentence).toMatch(
      /^The cloud wins once connected: .* Its first request, 200 ms, is too close to call\.$/,
    );
    expect(at(80).sentence).toBe(
      'Too close to call once connected: 80 ms on this device, 80 ms through a simulated cloud 15 ms away. Its first request, 200 ms, loses.',
    );
    for (const nearMs of [20, 900]) {
      const { warm, cold, sentence, because } = at(nearMs);
      expect(cold.winner).toBe(warm.winner);
      expect(sentence).not.toMatch(/first request|once connected/);
      expect(because).not.toContain('Connecting');
    }
  });

  it('counts what comes before and after the inference as part of the answer here', () => {
    const long = (besideMs: number, targets = 1) =>
      hereOrThere({
        ...contest('nearside-fibre', 200),
        near: here(24 + besideMs, { inferenceMs: 24, besideMs, targets }),
      });
    expect(long(9).sentence).toContain('33 ms on this device');
    expect(long(9).itemised).toBe('24 ms of inference, 9 ms before and after it.');
    expect(long(1.2).itemised).toBeUndefined();
    expect(long(1.2, 3).itemised).toBe('The middle of 3 targets that can’t be told apart.');
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
