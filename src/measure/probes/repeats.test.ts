import { describe, expect, it } from 'vitest';
import { batchFor, rateOf, repeat } from './repeats';

/** A clock that only work moves, in steps. */
function clockOf(stepMs: number) {
  let ms = 0;
  return { pass: (by: number) => void (ms += by), now: () => Math.floor(ms / stepMs) * stepMs };
}

describe('repeats', () => {
  it('hold so many runs that the clock can tell them', async () => {
    const clock = clockOf(1);
    const { batch, samplesMs } = await repeat(() => clock.pass(2), 1, undefined, clock.now);
    expect(batch).toBe(10);
    expect(samplesMs.every((ms) => ms === 2)).toBe(true);
  });

  it('hold more where a run is shorter than a step of the clock', async () => {
    const clock = clockOf(1);
    const { samplesMs } = await repeat(() => clock.pass(0.2), 1, undefined, clock.now);
    for (const ms of samplesMs) expect(Math.abs(ms - 0.2)).toBeLessThan(0.2 / 20 + 1e-9);
  });

  it('are refused where the clock is too coarse, with the step in the sentence', () => {
    expect(() => batchFor(5, 100)).toThrow(/steps of 100 ms/);
  });

  it('are three at least, however slow, and end when there are enough', async () => {
    const slow = clockOf(0.005);
    expect((await repeat(() => slow.pass(9000), 0.005, undefined, slow.now)).samplesMs).toHaveLength(3);
    const fast = clockOf(0.005);
    const rule = { least: 9, most: 60, enoughMs: 900, capMs: 4000 };
    expect((await repeat(() => fast.pass(50), 0.005, rule, fast.now)).samplesMs).toHaveLength(18);
  });

  it('give a rate by their median, with an interval that holds it', () => {
    const { perSecond, interval, n } = rateOf({ samplesMs: [9, 10, 11, 10, 10, 30, 10], batch: 1 }, 1e9);
    expect(perSecond).toBe(1e11);
    expect(n).toBe(7);
    expect(interval[0]).toBeLessThanOrEqual(1e11);
    expect(interval[1]).toBeGreaterThanOrEqual(1e11);
  });

  it('of no time at all are no rate', () => {
    expect(() => rateOf({ samplesMs: [1, 0, 1], batch: 1 }, 1)).toThrow(/impossible/);
  });
});
