import fc from 'fast-check';
import { expect, it } from 'vitest';
import { timerResolutionMs } from './timer';

/** A clock read `readsPerTick` times before it moves by `tickMs`. */
function clock(tickMs: number, readsPerTick: number): () => number {
  let reads = 0;
  return () => Math.floor(reads++ / readsPerTick) * tickMs;
}

it.each([0.005, 0.1, 1, 5])('finds a tick of %d ms', (tickMs) => {
  expect(timerResolutionMs(clock(tickMs, 7))).toBe(tickMs);
});

it('finds the tick under the noise of floating-point time stamps', () => {
  fc.assert(
    fc.property(fc.constantFrom(0.005, 0.1, 1), fc.integer({ min: 1, max: 1e7 }), (tickMs, startTicks) => {
      const tick = clock(tickMs, 3);
      expect(timerResolutionMs(() => startTicks * tickMs + tick())).toBeCloseTo(tickMs, 6);
    }),
  );
});

it('takes the smallest step where some are missed', () => {
  const times = [0, 0.4, 0.5, 1.2, 1.4, 2];
  let reads = 0;
  expect(timerResolutionMs(() => times[reads++] ?? 30 + reads)).toBe(0.1);
});

it('measures the clock that is here', () => {
  expect(timerResolutionMs()).toBeGreaterThan(0);
});
