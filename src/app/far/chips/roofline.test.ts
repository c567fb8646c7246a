import { describe, expect, it } from 'vitest';
import { roundChip } from '../../../far/chips/chip.fixture';
import { entryOf } from './entries';
import { allowed, decadesOf, extentOf, intensityOf, roofOf, spread } from './roofline';
import { answerOf } from './ranking';
import { rooflineFinding } from './rooflineWords';

const work = { macs: 1e9, parameters: 1e6, runs: 1 };
const entry = entryOf('round', roundChip);
const answer = answerOf(entry, { work, batch: 1, networkMs: 0 });

describe('the roofline', () => {
  // 2 GOP over 1 MB of int8 weights, over 2 MB of fp16.
  it('has twice the intensity in half the width, and with each answer more', () => {
    expect(intensityOf(work, 'int8', 1)).toBeCloseTo(2000);
    expect(intensityOf(work, 'fp16', 1)).toBeCloseTo(1000);
    expect(intensityOf(work, 'fp16', 8)).toBeCloseTo(8000);
    expect(intensityOf(work, 'unheard', 1)).toBeUndefined();
    expect(intensityOf({ ...work, parameters: 0 }, 'int8', 1)).toBeUndefined();
  });

  // 200 TOPS over 1,000 GB/s.
  it('bends where peak and bandwidth meet', () => {
    const roof = roofOf(entry, answer, work, undefined, 1)!;
    expect(roof.ridge).toBeCloseTo(200);
    expect(allowed(roof, 100)).toBeCloseTo(1e14);
    expect(allowed(roof, 1000)).toBeCloseTo(2e14);
    // 2 GOP in 1.02 ms.
    expect(roof.point?.perSecond).toBeCloseTo(2e9 / 1.02e-3, -6);
  });

  it('is flat without a bandwidth, and is not there without a peak', () => {
    const flat = roofOf(entryOf('flat', { ...roundChip, mem_bw_gbps: null }), answer, work, undefined, 1)!;
    expect(flat.ridge).toBeUndefined();
    expect(allowed(flat, 0.001)).toBeCloseTo(2e14);
    expect(roofOf(entryOf('none', { ...roundChip, peak_tops_dense: {} }), answer, work, undefined, 1)).toBeUndefined();
    expect(roofOf(entry, answer, work, 'fp8', 1)).toBeUndefined();
  });

  it('is drawn over whole decades that hold what is drawn', () => {
    const roof = roofOf(entry, answer, work, undefined, 1)!;
    const extent = extentOf([roof], [0.5, 2000]);
    expect(extent.x).toEqual([0.1, 10_000]);
    expect(extent.y[0]).toBeLessThanOrEqual(roof.point!.low);
    expect(extent.y[1]).toBeGreaterThanOrEqual(roof.peak);
    expect(decadesOf([1, 1000])).toEqual([1, 10, 100, 1000]);
  });

  it('says which side of the ridge the network is on', () => {
    const roof = roofOf(entry, answer, work, undefined, 1)!;
    expect(rooflineFinding('A network', [roof], 1)).toMatch(
      /^One answer at a time, .* right of the ridge of Round One/,
    );
    expect(rooflineFinding('A network', [], 1)).toMatch(/No roof/);
  });
});

it('labels keep apart, in order, and within the picture', () => {
  const places = [100, 101, 102, 399, 20];
  const out = spread(places, 14, [30, 400]);
  const ordered = places.map((_, index) => index).sort((a, b) => (places[a] as number) - (places[b] as number));
  for (const [step, index] of ordered.entries()) {
    expect(out[index]).toBeGreaterThanOrEqual(30);
    expect(out[index]).toBeLessThanOrEqual(400);
    const next = ordered[step + 1];
    if (next !== undefined) expect((out[next] as number) - (out[index] as number)).toBeGreaterThanOrEqual(14 - 1e-9);
  }
});
