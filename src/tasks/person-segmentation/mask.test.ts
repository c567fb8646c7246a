import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitPicture } from '../picture';
import type { Mask, Pixels } from '../types';
import { maskOverlap, readMask, runLengthBytes } from './mask';

const blank = (width: number, height: number): Pixels => ({
  width,
  height,
  data: new Uint8ClampedArray(width * height * 4),
});
const maskOf = (values: readonly number[]): Mask => ({
  width: values.length,
  height: 1,
  values: Uint8ClampedArray.from(values),
});

describe('readMask', () => {
  it('cuts the bars off and keeps the picture where it is', () => {
    const picture = blank(200, 100);
    const { transform } = fitPicture(picture, 64, 64, 'letterbox');
    const data = new Float32Array(64 * 64).fill(1);
    // The frame's rows 16 to 47 hold the picture; its left half is a person.
    for (let y = 16; y < 48; y++) for (let x = 0; x < 64; x++) data[y * 64 + x] = x < 32 ? 0.8 : 0;
    const { mask, share } = readMask({ dtype: 'float32', shape: [1, 64, 64, 1], data }, picture, transform);
    expect([mask.width, mask.height]).toEqual([64, 32]);
    expect([mask.values[0], mask.values.at(-1)]).toEqual([204, 0]);
    expect(share).toBe(0.5);
  });

  it.each([
    [4000, 1],
    [1, 4000],
    [1, 1],
    [3, 255],
    [511, 513],
    [1921, 1079],
  ])('has at least a pixel and stays in the frame for a picture of %i × %i', (width, height) => {
    const { transform } = fitPicture(blank(width, height), 256, 256, 'letterbox');
    const data = new Float32Array(256 * 256).fill(1);
    const { mask, share } = readMask({ dtype: 'float32', shape: [1, 256, 256, 1], data }, { width, height }, transform);
    expect(Math.max(mask.width, mask.height)).toBe(256);
    expect(Math.min(mask.width, mask.height)).toBeGreaterThanOrEqual(1);
    expect(share).toBe(1);
  });
});

describe('runLengthBytes', () => {
  /** PackBits written out, slowly: a header and one byte a run, a header and its bytes a stretch of at most 128 literals. */
  function packed(values: readonly number[]): number[] {
    const out: number[] = [];
    let literals: number[] = [];
    const flush = () => {
      for (; literals.length > 0; literals = literals.slice(128)) {
        const part = literals.slice(0, 128);
        out.push(part.length - 1, ...part);
      }
    };
    for (let i = 0; i < values.length;) {
      let run = 1;
      while (run < 128 && values[i + run] === values[i]) run++;
      if (run < 3) literals.push(...values.slice(i, i + run));
      else {
        flush();
        out.push(257 - run, values[i]!);
      }
      i += run;
    }
    flush();
    return out;
  }

  it('is as long as the packed bytes', () => {
    const runs = fc.array(fc.tuple(fc.integer({ min: 0, max: 255 }), fc.integer({ min: 1, max: 300 })), {
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(runs, (lengths) => {
        const values = lengths.flatMap(([value, length]) => new Array<number>(length).fill(value));
        expect(runLengthBytes(maskOf(values))).toBe(packed(values).length);
      }),
      { numRuns: 60 },
    );
  });

  it('grows with how much there is to say', () => {
    expect(runLengthBytes(maskOf(new Array<number>(1280).fill(7)))).toBe(20);
    expect(runLengthBytes(maskOf(Array.from({ length: 1280 }, (_, i) => i % 251)))).toBe(1290);
  });
});

describe('maskOverlap', () => {
  const reference = Float32Array.of(1, 0.9, 0.1, 0);

  it('is the intersection over the union', () => {
    expect(maskOverlap(Float32Array.of(1, 0.9, 0.1, 0), reference, 1)).toBe(1);
    expect(maskOverlap(Float32Array.of(1, 0.4, 0.6, 0), reference, 1)).toBeCloseTo(1 / 3);
    expect(maskOverlap(new Float32Array(4), reference, 1)).toBe(0);
    expect(maskOverlap(new Float32Array(4).fill(1), reference, 1)).toBe(0.5);
    expect(maskOverlap(new Float32Array(4).fill(NaN), reference, 1)).toBe(0);
  });

  it('compares at the values that the reference keeps', () => {
    expect(maskOverlap(Float32Array.of(1, 0, 0, 0.9, 0, 0, 0.2, 1, 1, 0), reference, 3)).toBe(1);
  });

  it('refuses a reference that any empty answer would agree with', () => {
    expect(() => maskOverlap(new Float32Array(4), new Float32Array(4), 1)).toThrow('must hold a person');
  });
});
