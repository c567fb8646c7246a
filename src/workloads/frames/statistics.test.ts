import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FRAMES_KEPT, FrameStatistics, totalMs, type FrameTime } from './statistics';

const time = (inferenceMs: number): FrameTime => ({ preMs: 0, inferenceMs, postMs: 0, rpcMs: 0 });

describe('FrameStatistics', () => {
  it('has no figure before the first frame, and no rate before the second', () => {
    const statistics = new FrameStatistics();
    expect(statistics.figures()).toEqual({ times: [], answered: 0, dropped: 0 });
    statistics.add(time(10), 0);
    expect(statistics.figures()).toMatchObject({ p50Ms: 10, p95Ms: 10, perSecond: undefined });
  });

  it('gives quantiles of type 7 over whole times, and the inference apart', () => {
    const statistics = new FrameStatistics();
    // 1 to 101: the p-th percentile is 1 + p.
    for (let ms = 101; ms >= 1; ms--)
      statistics.add({ preMs: ms - 0.75, inferenceMs: 0.25, postMs: 0.25, rpcMs: 0.25 }, ms);
    const { p50Ms, p95Ms, inferenceP50Ms } = statistics.figures();
    expect(p50Ms).toBeCloseTo(51, 9);
    expect(p95Ms).toBeCloseTo(96, 9);
    expect(inferenceP50Ms).toBe(0.25);
  });

  it('keeps the latest frames only, but counts all', () => {
    const statistics = new FrameStatistics();
    for (let frame = 0; frame < FRAMES_KEPT; frame++) statistics.add(time(1000), frame);
    for (let frame = 0; frame < FRAMES_KEPT; frame++) statistics.add(time(5), 1000 + frame);
    statistics.drop();
    const { times, answered, dropped, p95Ms } = statistics.figures();
    expect([times.length, answered, dropped, p95Ms]).toEqual([FRAMES_KEPT, 2 * FRAMES_KEPT, 1, 5]);
  });

  it('leaves a pause out of the rate', () => {
    const statistics = new FrameStatistics();
    statistics.add(time(5), 0);
    statistics.add(time(5), 40);
    statistics.pause();
    statistics.add(time(5), 60_000);
    statistics.add(time(5), 60_040);
    expect(statistics.figures().perSecond).toBeCloseTo(25, 9);
  });

  it('counts an answer whose time says nothing without timing it', () => {
    const statistics = new FrameStatistics();
    statistics.add(time(5), 0);
    statistics.addUntimed();
    statistics.add(time(5), 9000);
    expect(statistics.figures()).toMatchObject({ answered: 3, p95Ms: 5, perSecond: undefined });
    expect(statistics.figures().times).toHaveLength(2);
  });

  it('takes a time below the clock’s tick for no time', () => {
    const statistics = new FrameStatistics();
    statistics.add(time(0), 0);
    expect(statistics.figures().p50Ms).toBeUndefined();
  });

  it('stays within the latest frames’ times, whatever they are', () => {
    const ms = fc.double({ min: 0.001, max: 1e5, noNaN: true });
    const anyTime = fc.record({ preMs: ms, inferenceMs: ms, postMs: ms, rpcMs: ms });
    fc.assert(
      fc.property(fc.array(anyTime, { minLength: 1, maxLength: 300 }), (times) => {
        const statistics = new FrameStatistics();
        times.forEach((one, index) => statistics.add(one, index * 33));
        const totals = times.slice(-FRAMES_KEPT).map(totalMs);
        const { p50Ms = NaN, p95Ms = NaN } = statistics.figures();
        expect(p50Ms).toBeGreaterThanOrEqual(Math.min(...totals));
        expect(p95Ms).toBeGreaterThanOrEqual(p50Ms);
        expect(p95Ms).toBeLessThanOrEqual(Math.max(...totals));
      }),
    );
  });
});
