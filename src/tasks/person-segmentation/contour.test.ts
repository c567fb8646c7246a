import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { traceContour } from './contour';

type Piece = readonly [x0: number, y0: number, x1: number, y1: number];

function trace(values: ArrayLike<number>, width: number, height: number, level = 128): Piece[] {
  const pieces: Piece[] = [];
  traceContour(values, width, height, level, (...piece) => pieces.push(piece));
  return pieces;
}

describe('traceContour', () => {
  it('goes between two columns where their values say', () => {
    expect(trace([0, 255, 0, 255], 2, 2, 51)).toEqual([[expect.closeTo(0.7), 0.5, expect.closeTo(0.7), 1.5]]);
  });

  it('is a circle around a disc', () => {
    const size = 64;
    const values = Float32Array.from({ length: size * size }, (_, i) => {
      const [x, y] = [(i % size) + 0.5, Math.floor(i / size) + 0.5];
      return 128 + 10 * (20 - Math.hypot(x - 32, y - 32));
    });
    const pieces = trace(values, size, size);
    let length = 0;
    for (const [x0, y0, x1, y1] of pieces) {
      expect(Math.hypot(x0 - 32, y0 - 32)).toBeCloseTo(20, 1);
      length += Math.hypot(x1 - x0, y1 - y0);
    }
    expect(length).toBeCloseTo(2 * Math.PI * 20, 0);
  });

  it('is closed wherever it does not meet the border, for any values', () => {
    const [width, height] = [6, 5];
    const field = fc.array(fc.integer({ min: 0, max: 255 }), { minLength: width * height, maxLength: width * height });
    fc.assert(
      fc.property(field, (values) => {
        // Every end is the start of a neighbour's piece: an odd end may only be on the border.
        const ends = new Map<string, number>();
        for (const [x0, y0, x1, y1] of trace(values, width, height)) {
          for (const [x, y] of [
            [x0, y0],
            [x1, y1],
          ] as const) {
            expect(Number.isFinite(x) && Number.isFinite(y)).toBe(true);
            if (x === 0.5 || y === 0.5 || x === width - 0.5 || y === height - 0.5) continue;
            const key = `${x.toFixed(6)} ${y.toFixed(6)}`;
            ends.set(key, (ends.get(key) ?? 0) + 1);
          }
        }
        for (const count of ends.values()) expect(count % 2).toBe(0);
      }),
      { numRuns: 200 },
    );
  });

  it('is nowhere where all is on one side', () => {
    expect(trace(new Uint8Array(20), 5, 4)).toEqual([]);
    expect(trace(new Uint8Array(20).fill(255), 5, 4)).toEqual([]);
  });
});
