import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Contest } from './contest';
import { hereOrThere } from './hereOrThere';
import type { NearAnswer } from './near';
import { limitsOf } from './limits';
import { versus } from './versus';
import { anyDistance } from '../far/anyDistance';
import { profileOf } from '../far/network';
import { serverCompute } from '../far/server';
import { DEFAULT_SERVER } from '../far/ids';
import { loadServer } from '../far/servers';
import { told } from '../far/told.fixture';

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

const requests = 200;

/** The simulated cloud behind a network, with its server at that network's edge unless told. */
function cloud(networkId: string, payload = { upBytes: 84_000, downBytes: 1500 }) {
  const profile = profileOf(networkId);
  if (!profile || !server) throw new Error('unknown id');
  const compute = serverCompute(server, { macs: 3e8, parameters: 2_325_000, runs: 1 });
  if ('problem' in compute) throw new Error(compute.problem);
  return {
    payload,
    far: told(anyDistance({ model: 'movenet-lightning', payload, compute, profile, server, seed: 7, requests })),
  };
}

function verdictAt(networkId: string, near: number | NearAnswer, distanceMs = 0, payload?: Contest['payload']) {
  const there = cloud(networkId, payload);
  return versus(typeof near === 'number' ? here(near) : near, there.far, there.payload)(distanceMs);
}

/** A contest whose far medians are what they are said to be. */
function contest(near: NearAnswer, warmMs: number, coldMs: number): Contest {
  const { far, payload } = cloud('nearside-fibre');
  const at = far.at(15);
  const point = {
    ...at,
    totalMs: { ...at.totalMs, median: warmMs },
    coldTotalMs: { ...at.coldTotalMs, median: coldMs },
  };
  return { near, far: point, limits: limitsOf(near, far), payload };
}
const said = (nearMs: number, warmMs: number, coldMs: number) => hereOrThere(contest(here(nearMs), warmMs, coldMs));

describe('here or there', () => {
  it('says both far verdicts, each as it is', () => {
    expect(said(183, 206, 394).sentence).toBe(
      'This device wins: 183 ms here, 206 ms through the cloud, 394 ms the first time.',
    );
    expect(said(183, 106, 140).sentence).toBe('The cloud wins: 106 ms, even its first request (140 ms). Here 183 ms.');
    expect(said(183, 106, 294).sentence).toBe(
      'The cloud wins once connected (106 ms); its first request loses (294 ms).',
    );
    expect(said(183, 106, 180).sentence).toBe(
      'The cloud wins once connected (106 ms); its first request is too close to call (180 ms).',
    );
    expect(said(183, 180, 294).sentence).toBe(
      'Too close to call once connected (180 ms); its first request loses (294 ms).',
    );
    expect(said(183, 180, 190).sentence).toBe(
      'Too close to call: 183 ms here, 180 ms through the cloud, 190 ms the first time.',
    );
  });

  it('says that no server is near enough where sending alone takes longer', () => {
    const verdict = verdictAt('devtools-fast-4g', 120);
    expect(verdict.warm.winner).toBe('here');
    expect(verdict.limits.connectedMs).toBeUndefined();
    expect(verdict.because).toMatch(
      /^No server is near enough: sending 84 kB alone takes 46\d ms, longer than the 120 ms here\.$/,
    );
  });

  it('names the network where its own way is what loses', () => {
    expect(verdictAt('devtools-fast-4g', 12).because).toBe(
      'No server is near enough: the network alone takes 60 ms to its edge and back, longer than the 12 ms here.',
    );
  });

  it('names the server where its own time is what loses', () => {
    const { because } = verdictAt('firefox-wifi', 2.5, 0, { upBytes: 200, downBytes: 1500 });
    expect(because).toMatch(/^No server is near enough: the server’s queue, software and chip alone take/);
  });

  it('names all where only together they lose', () => {
    expect(verdictAt('nearside-fibre', 40).because).toMatch(
      /^No server is near enough: the network \(15 ms\), sending 84 kB \(33\.\d ms\) and the server’s own time/,
    );
  });

  it('says nearer than what the cloud wins, open and first', () => {
    const near = verdictAt('nearside-fibre', 200, 5);
    expect(near.warm.winner).toBe('there');
    expect(near.warm.ratio).toBeLessThan(0.4);
    expect(near.because).toMatch(
      /^The cloud wins nearer than 4\d(\.\d)? ms away, its first request nearer than 1\d(\.\d)? ms\.$/,
    );
    expect(verdictAt('nearside-fibre', 200, 250)).toMatchObject({ warm: { winner: 'here' }, because: near.because });
    expect(verdictAt('nearside-fibre', 70, 40).because).toMatch(
      /^The cloud wins nearer than \d(\.\d)? ms away, its first request nowhere\.$/,
    );
  });

  it('gives no limit that no server on Earth reaches', () => {
    expect(verdictAt('nearside-5g', 15_000).because).toMatch(
      /^The cloud wins from anywhere on Earth: the work takes 15 s here and, as simulated, 0\.\d+ ms on the server’s chip\.$/,
    );
  });

  it('names no winner within the near interval and a tenth', () => {
    const farMs = cloud('nearside-fibre').far.at(15).totalMs.median;
    const winner = (totalMs: number, spreadMs: [number, number] = [totalMs, totalMs]) =>
      verdictAt('nearside-fibre', here(totalMs, { spreadMs }), 15).warm.winner;
    expect(winner(farMs * 0.95)).toBe('too close to call');
    expect(winner(farMs * 0.8)).toBe('here');
    expect(winner(farMs * 0.8, [farMs * 0.7, farMs * 0.95])).toBe('too close to call');
    expect(winner(farMs * 1.2)).toBe('there');
    expect(verdictAt('nearside-fibre', farMs, 15).because).toMatch(
      /; they break even with the server about 15(\.\d)? ms away\.$/,
    );
    const nextDoor = cloud('firefox-wifi').far.at(0).totalMs.median;
    expect(verdictAt('firefox-wifi', nextDoor * 0.98).because).toMatch(/, and no nearer server would change that\.$/);
  });

  it('lays a close call to the simulation only where the two figures are close', () => {
    const close = hereOrThere(contest(here(95, { spreadMs: [90, 100] }), 100, 300));
    expect(close.because).toMatch(/^The two are closer than the simulation can tell apart/);
    const wide = here(50, { spreadMs: [20, 90.4] });
    expect(hereOrThere(contest(wide, 80, 300)).because).toMatch(
      /^The times measured here spread too widely to tell: 20 ms to 90\.4 ms \(95 % interval\)/,
    );
    const preview = { ...wide, spread: 'middle half' as const };
    expect(hereOrThere(contest(preview, 80, 300)).because).toContain('20 ms to 90.4 ms (middle half)');
  });

  it('counts what comes before and after the inference as part of the answer here', () => {
    const long = (besideMs: number, targets = 1) =>
      verdictAt('nearside-fibre', here(24 + besideMs, { inferenceMs: 24, besideMs, targets }), 40);
    expect(long(9).sentence).toContain('33 ms here');
    expect(long(9).itemised).toBe('24 ms of inference, 9 ms before and after it.');
    expect(long(1.2).itemised).toBeUndefined();
    expect(long(1.2, 3).itemised).toBe('The middle of 3 targets that can’t be told apart.');
  });

  it('breaks even where it says it does, and is too close to call where it says so', () => {
    const nearMs = fc.double({ min: 30, max: 20_000, noNaN: true });
    fc.assert(
      fc.property(nearMs, fc.constantFrom('nearside-fibre', 'nearside-5g', 'firefox-wifi', 'wpt-lte'), (near, id) => {
        const { far, payload } = cloud(id);
        const { connectedMs, firstMs, closeMs } = limitsOf(here(near), far);
        const misses = (distanceMs: number, medianMs: number, goalMs = near) =>
          expect(Math.abs(medianMs - goalMs)).toBeLessThanOrEqual(0.1 + 0.005 * distanceMs);
        if (connectedMs === undefined) expect(far.at(0).totalMs.median).toBeGreaterThanOrEqual(near);
        else misses(connectedMs, far.at(connectedMs).totalMs.median);
        if (firstMs !== undefined) misses(firstMs, far.at(firstMs).coldTotalMs.median);
        if (closeMs && closeMs[1] - closeMs[0] > 4) {
          const at = versus(here(near), far, payload);
          expect(at((closeMs[0] + closeMs[1]) / 2).warm.winner).toBe('too close to call');
          expect(at(closeMs[1] * 1.02 + 1).warm.winner).toBe('here');
          if (closeMs[0] > 2) expect(at(closeMs[0] * 0.98 - 1).warm.winner).toBe('there');
        }
      }),
      { numRuns: 40 },
    );
  });

  it('marks the near and the far number for the page to colour', () => {
    const tones = (near: number) => verdictAt('nearside-fibre', near).headline.parts.flatMap((part) => part.tone ?? []);
    expect(tones(12)).toEqual(['near', 'far']);
    expect(tones(400)).toEqual(['far', 'near']);
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('refuses a near median of %d', (near) => {
    expect(() => verdictAt('nearside-fibre', near)).toThrow(RangeError);
  });
});
