import fc from 'fast-check';
import { expect, it } from 'vitest';
import { keptSize } from './keptSize';

it.each([
  ['a small picture stays', 320, 128, 320, 128],
  ['a photograph', 4000, 3000, 1280, 960],
  ['a square', 1281, 1281, 1280, 1280],
  ['a tall screenshot stays legible', 1080, 7740, 1080, 7740],
  ['a panorama', 9000, 2000, 5760, 1280],
  ['a line of pixels', 50_000, 1, 16_384, 1],
  ['a strip larger than a canvas', 2000, 20_000, 1280, 12_800],
  ['a strip longer than a canvas', 1200, 40_000, 492, 16_384],
])('%s: %i × %i', (_, width, height, keptWidth, keptHeight) => {
  expect(keptSize({ width, height })).toEqual({ width: keptWidth, height: keptHeight });
});

it('keeps the aspect and what a canvas can hold, and enlarges nothing', () => {
  const side = fc.integer({ min: 1, max: 100_000 });
  fc.assert(
    fc.property(side, side, (width, height) => {
      const kept = keptSize({ width, height });
      expect(kept.width).toBeLessThanOrEqual(width);
      expect(kept.height).toBeLessThanOrEqual(height);
      expect(Math.max(kept.width, kept.height)).toBeLessThanOrEqual(16_384);
      // Rounding a side adds half a pixel of the other.
      expect((kept.width - 0.5) * (kept.height - 0.5)).toBeLessThanOrEqual(4096 * 4096);
      const [exactWidth, exactHeight] = [(kept.height * width) / height, (kept.width * height) / width];
      const off = Math.min(Math.abs(kept.width - exactWidth), Math.abs(kept.height - exactHeight));
      expect(off).toBeLessThan(1);
    }),
  );
});
