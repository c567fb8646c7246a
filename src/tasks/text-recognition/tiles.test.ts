import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cutTile, MAX_LENGTH, pasteTile, TILE, tilesOf } from './tiles';

it('leaves a frame that one run can look at as it is', () => {
  const tiles = tilesOf({ width: 640, height: 480 });
  expect(tiles).toEqual([{ x: 0, y: 0, width: 640, height: 480, left: 0, top: 0, right: 640, bottom: 480 }]);
  const frame = { width: 640, height: 480, data: new Uint8ClampedArray(640 * 480 * 4) };
  expect(cutTile(frame, tiles[0]!)).toBe(frame);
});

it('covers a scrolled page in tiles of one size that overlap by more than a line', () => {
  const tiles = tilesOf({ width: 640, height: 4608 });
  expect(tiles).toHaveLength(9);
  for (const [i, { y, width, height, top }] of tiles.entries()) {
    expect([width, height]).toEqual([640, 640]);
    if (i > 0) expect(Math.min(top - y, tiles[i - 1]!.y + 640 - top)).toBeGreaterThanOrEqual(48);
  }
  expect(tiles.at(-1)!.y + 640).toBe(4608);
});

it('takes 16 tiles at most', () => {
  expect(tilesOf({ width: 320, height: MAX_LENGTH })).toHaveLength(16);
});

it('puts every pixel of the frame into the whole exactly once, whichever way it runs', () => {
  const steps = fc.integer({ min: 1, max: MAX_LENGTH / 32 });
  fc.assert(
    fc.property(steps, fc.boolean(), (length, isTall) => {
      const frame = isTall ? { width: 32, height: length * 32 } : { width: length * 32, height: 32 };
      // Each pixel holds its own place.
      const places = Int32Array.from({ length: frame.width * frame.height }, (_, i) => i);
      const pixels = { ...frame, data: new Uint8ClampedArray(places.buffer) };
      const whole = new Float32Array(places.length).fill(-1);
      for (const tile of tilesOf(frame)) {
        expect(Math.max(tile.width, tile.height)).toBeLessThanOrEqual(TILE);
        const cut = cutTile(pixels, tile);
        expect([cut.width, cut.height]).toEqual([tile.width, tile.height]);
        const { buffer, byteOffset } = cut.data;
        pasteTile(whole, frame.width, Float32Array.from(new Int32Array(buffer, byteOffset, cut.data.length / 4)), tile);
      }
      expect(whole.every((value, i) => value === i)).toBe(true);
    }),
    { numRuns: 30 },
  );
});
