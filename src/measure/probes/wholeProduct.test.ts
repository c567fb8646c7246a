import { describe, expect, it } from 'vitest';
import { columnOut } from './product';
import { wholeError, wholeRowAfter } from './wholeProduct';

describe('the product of 8-bit numbers', () => {
  const spec = { size: 256, links: 128 };
  const last = [0, 128, 255].map((row) => wholeRowAfter(spec, row));

  it('neither dies away nor fills its 8 bits, however many links', () => {
    for (const h of last) {
      const rms = Math.sqrt(h.reduce((sum, value) => sum + value ** 2, 0) / h.length);
      expect(rms).toBeGreaterThan(15);
      expect(rms).toBeLessThan(110);
      for (const value of h) expect(Number.isInteger(value) && Math.abs(value) <= 128).toBe(true);
    }
  });

  it('is told from one that was made shorter by two links', () => {
    const v = columnOut(spec.size);
    const answer = new Float64Array(spec.size).fill(Number.NaN);
    [0, 128, 255].forEach((row, at) => {
      answer[row] = last[at]!.reduce((sum, value, column) => sum + value * v[column]!, 0);
    });
    expect(wholeError(answer, spec)).toBe(0);
    expect(wholeError(answer, { ...spec, links: spec.links - 2 })).toBeGreaterThan(0.1);
    expect(wholeError(new Float64Array(spec.size).fill(Number.NaN), spec)).toBe(Infinity);
  });
});
