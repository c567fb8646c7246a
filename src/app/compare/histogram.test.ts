import fc from 'fast-check';
import { expect, it } from 'vitest';
import { histogram } from './histogram';

it('holds every sample once, in bins that follow each other', () => {
  const samples = fc.array(fc.double({ min: 0.001, max: 1e5, noNaN: true }), { minLength: 1, maxLength: 300 });
  fc.assert(
    fc.property(samples, (samplesMs) => {
      const bins = histogram(samplesMs);
      expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(samplesMs.length);
      expect(bins.length).toBeLessThanOrEqual(24);
      expect(bins[0]?.fromMs).toBe(Math.min(...samplesMs));
      expect(bins.at(-1)?.toMs).toBe(Math.max(...samplesMs));
      for (const [index, { fromMs }] of bins.entries())
        if (index > 0) expect(fromMs).toBeCloseTo(bins[index - 1]!.toMs, 6);
    }),
  );
});

it('puts a stray slow one into the last bin, so that it does not crowd the others into the first', () => {
  const bins = histogram([...Array.from({ length: 299 }, (_, index) => 10 + index / 100), 5000]);
  expect(bins.length).toBeGreaterThan(5);
  expect(bins[0]!.count).toBeLessThan(100);
  expect(bins.at(-1)).toMatchObject({ toMs: 5000 });
});

it('is one bin where all took equally long', () => {
  expect(histogram([4, 4, 4])).toEqual([{ fromMs: 4, toMs: 4, count: 3 }]);
});
