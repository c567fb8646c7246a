import { describe, expect, it } from 'vitest';
import { axisOver, logAxis } from './axis';

describe('a logarithmic axis', () => {
  it('begins and ends at powers of ten', () => {
    const axis = logAxis(0.05, 52, 8);
    expect([axis.least, axis.most]).toEqual([0.01, 100]);
    expect(axis.at(1)).toBeCloseTo(0.5, 12);
    expect(axis.at(0.001)).toBe(0);
    expect(axis.ticks).toEqual([0.01, 0.1, 1, 10, 100].map((tick) => expect.closeTo(tick, 12)));
  });

  it('labels no more than there is room for', () => {
    expect(logAxis(1, 1e12, 4).ticks.length).toBeLessThanOrEqual(4);
  });

  it('has some width for a single figure, and none for none', () => {
    expect(axisOver([{ low: 10, high: 10 }], 4)?.most).toBe(100);
    expect(axisOver([{ low: 0, high: 0 }], 4)).toBeUndefined();
  });
});
