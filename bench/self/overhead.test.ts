import { expect, it } from 'vitest';
import { ratioOf } from './overhead';

it('drift that hits both sides of a pair does not show in the ratio', () => {
  const pairs = Array.from({ length: 20 }, (_, index) => {
    const bareMs = 20 * 1.1 ** index;
    return { bareMs, productMs: bareMs * (1.02 + 0.001 * (index % 3)) };
  });
  const { ratio, low, high } = ratioOf(pairs, 1);
  expect(ratio).toBeCloseTo(1.021, 6);
  expect(low).toBeGreaterThan(1.0199);
  expect(high).toBeLessThan(1.0221);
});
