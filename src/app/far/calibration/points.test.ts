import { describe, expect, it } from 'vitest';
import { roundChip } from '../../../far/chips/chip.fixture';
import { loadMeasurements, type Measurement } from '../../../far/calibration/measurements';
import { loadEntries } from '../chips/entries';
import { missOf, oddOnes, passesPoint, pointsOf, tallyOf } from './points';
import { bandPath, dotsPath, nearest, shareOf, squareOf } from './scatter';
import { finding, offBy, said } from './words';

// Half of 200 TOPS: 2 GOP take 0.02 ms and 1 ms of overhead.
const measured = (measuredMs: number, more: Partial<Measurement> = {}): Measurement => ({
  chip: 'round',
  network: 'net',
  macs: 1e9,
  weightBytes: 0,
  precision: 'int8',
  batch: 1,
  scenario: 'single-stream',
  measuredMs,
  role: 'fitted',
  source: { name: 'drawn', title: 'drawn', url: 'https://example.org/' },
  ...more,
});
const chip = { ...roundChip, calibration: { ...roundChip.calibration!, sigma: 0.5 } };
const points = pointsOf(
  [measured(1.02), measured(3), measured(0.6, { role: 'held-out' }), measured(1, { precision: 'fp8' })],
  new Map([['round', { chip, name: 'Round' }]]),
);

describe('points', () => {
  it('hold what was predicted, how far off it is, and whether its interval held', () => {
    expect(points.map(({ predicted }) => predicted?.predictedMs)).toEqual([
      expect.closeTo(1.02, 6),
      expect.closeTo(1.02, 6),
      expect.closeTo(1.02, 6),
      undefined,
    ]);
    expect(missOf(points[1]!)).toBeCloseTo(3 / 1.02);
    // 1.28 × 0.5 is a factor of 1.9 to each side.
    expect(points.map(({ predicted }) => predicted?.isInside)).toEqual([true, false, true, undefined]);
    expect(points.map(offBy)).toEqual(['nothing', '2.9 times too short', '1.7 times too long', 'no answer']);
  });

  it('are counted, a refusal as a miss', () => {
    expect(tallyOf(points)).toMatchObject({ within: 2, inside: 2, all: 4 });
    expect(finding(4, tallyOf(points))).toMatch(/50 % of those .* within a factor of 2, .* holds 50 %/);
  });

  it('are filtered by chip, source and use', () => {
    const none = { chip: '', source: '', role: '' };
    const count = (filter: Partial<typeof none>) =>
      points.filter((one) => passesPoint(one, { ...none, ...filter })).length;
    expect([count({}), count({ role: 'held-out' }), count({ source: 'drawn' }), count({ chip: 'other' })]).toEqual([
      4, 1, 4, 0,
    ]);
  });

  it('are said in a sentence', () => {
    expect(said(points[1]!)).toMatch(
      /^net on Round, int8, one at a time: published 3 ms \(drawn\), predicted 1.02 ms .*2.9 times too short$/,
    );
  });
});

describe('the square', () => {
  const square = squareOf(points);
  const x = (ms: number) => 100 * shareOf(square, ms);

  it('holds every point in whole decades, and the line of equal times is its diagonal', () => {
    expect(square).toEqual({ low: 0.1, high: 10 });
    expect([shareOf(square, 0.1), shareOf(square, 1), shareOf(square, 10)]).toEqual([0, 0.5, 1]);
    expect(squareOf([])).toEqual({ low: 0.1, high: 1000 });
  });

  it('is drawn with one dot a point, and a band that a factor of 2 borders', () => {
    expect(dotsPath(points, x, x).match(/h0/g)).toHaveLength(3);
    expect(bandPath(square, x, x)).toContain(`L${x(0.1)} ${x(0.2)}`);
  });

  it('finds the point that is pointed at, and none far off', () => {
    expect(nearest(points, x, x, [x(3), x(1.02)])).toBe(points[1]);
    expect(nearest(points, x, x, [1000, 1000])).toBeUndefined();
  });
});

describe('what is not fitted', () => {
  it('names LSTM1 and CNN1 of the TPU paper first, each with its reason', async () => {
    const [measurements, entries] = await Promise.all([loadMeasurements(), loadEntries()]);
    const groups = oddOnes(pointsOf(measurements, new Map(entries.map((entry) => [entry.id, entry]))));
    const firstTwo = groups
      .slice(0, 2)
      .flatMap(({ points: some }) => some.map(({ measurement }) => measurement.network));
    expect(firstTwo.sort()).toEqual(['tpu-cnn1', 'tpu-lstm1']);
    for (const { reason } of groups) expect(reason.length).toBeGreaterThan(20);
  });
});
