import { describe, expect, it } from 'vitest';
import { columnOut, errorOf, expectedAnswer, hadamard, operationsOf, rowIn, startMatrix } from './product';

function times(a: ArrayLike<number>, b: ArrayLike<number>, rows: number, inner: number, columns: number): number[] {
  return Array.from({ length: rows * columns }, (_, at) => {
    const [row, column] = [Math.floor(at / columns), at % columns];
    let sum = 0;
    for (let k = 0; k < inner; k++) sum += a[row * inner + k]! * b[k * columns + column]!;
    return sum;
  });
}

describe('the chain of matrix products', () => {
  it.each([
    [16, 2],
    [16, 6],
    [32, 4],
  ])('comes out as was expected: %d, %d in a row', (size, links) => {
    const s = rowIn(size);
    let h: ArrayLike<number> = startMatrix(size).map((value, at) => value + s[at % size]!);
    for (let link = 0; link < links; link++) h = times(h, hadamard(size), size, size, size);
    expect(errorOf(times(h, columnOut(size), size, size, 1), expectedAnswer(size))).toBeLessThan(1e-5);
  });

  it('is told from one that was made shorter by a link, or of another matrix', () => {
    const size = 16;
    const s = rowIn(size);
    const h = startMatrix(size).map((value, at) => value + s[at % size]!);
    const odd = times(times(h, hadamard(size), size, size, size), columnOut(size), size, size, 1);
    expect(errorOf(odd, expectedAnswer(size))).toBeGreaterThan(0.1);
    expect(errorOf([NaN, ...odd.slice(1)], expectedAnswer(size))).toBe(Infinity);
    expect(errorOf(odd.slice(1), expectedAnswer(size))).toBe(Infinity);
  });

  it('counts a multiplication and an addition apart', () => {
    expect(operationsOf({ size: 512, links: 4 })).toBe(4 * 2 * 512 ** 3);
  });
});
