import { describe, expect, it } from 'vitest';
import { FRAMES_KEPT, type FrameTime } from '../../workloads/frames/statistics';
import { stripEnd, stripPaths } from './strip';

/** Left side, bottom and top of each bar. */
const bars = (path: string) =>
  [...path.matchAll(/M([\d.]+) ([\d.]+)h[\d.]+V([\d.]+)/g)].map(([, left, bottom, top]) => ({
    left: Number(left),
    bottom: Number(bottom),
    top: Number(top),
  }));

const frame: FrameTime = { preMs: 5, inferenceMs: 20, postMs: 3, rpcMs: 2 };

describe('stripPaths', () => {
  it('puts the parts on top of each other, to scale', () => {
    const { pre, inference, after } = stripPaths([frame], 50);
    expect(bars(pre)).toEqual([{ left: FRAMES_KEPT - 1, bottom: 1, top: 0.9 }]);
    expect(bars(inference)).toEqual([{ left: FRAMES_KEPT - 1, bottom: 0.9, top: 0.5 }]);
    expect(bars(after)).toEqual([{ left: FRAMES_KEPT - 1, bottom: 0.5, top: 0.4 }]);
  });

  it('has the newest at the right', () => {
    const { inference } = stripPaths([frame, { ...frame, inferenceMs: 10 }], 50);
    expect(bars(inference).map(({ left, bottom, top }) => [left, Number((bottom - top).toFixed(4))])).toEqual([
      [FRAMES_KEPT - 2, 0.4],
      [FRAMES_KEPT - 1, 0.2],
    ]);
  });

  it('cuts off what is higher than the axis, and draws nothing beyond it', () => {
    const { pre, inference, after } = stripPaths([{ preMs: 5, inferenceMs: 100, postMs: 3, rpcMs: 2 }], 50);
    expect(bars(pre)).toHaveLength(1);
    expect(bars(inference)[0]).toMatchObject({ top: 0 });
    expect(after).toBe('');
  });

  it('is empty without frames', () => expect(stripPaths([], 50)).toEqual({ pre: '', inference: '', after: '' }));
});

describe('stripEnd', () => {
  it.each([
    [8, 10],
    [33, 40],
    [850, 1000],
  ])('for a 95th percentile of %d ms is %d ms', (p95Ms, endMs) => expect(stripEnd(p95Ms)).toBe(endMs));
});
