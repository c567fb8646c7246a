import { expect, it } from 'vitest';
import { solvePositive } from './cholesky';

it('solves what was multiplied out by hand', () => {
  // [[4, 2, 0], [2, 5, 1], [0, 1, 3]] × [1, −2, 3] = [0, −5, 7].
  const x = solvePositive(Float64Array.of(4, 2, 0, 2, 5, 1, 0, 1, 3), Float64Array.of(0, -5, 7));
  [1, -2, 3].forEach((value, index) => expect(x[index]).toBeCloseTo(value, 12));
});
