import { describe, expect, it } from 'vitest';
import { answersScale, placeOn } from './axis';
import { ladderAt, ladderScale, loadLadder, placeRungs } from './ladder';

describe('the ladder of chips', () => {
  it('holds those whose 32-bit peak somebody published, with who did', async () => {
    const rungs = await loadLadder();
    expect(rungs.length).toBeGreaterThan(5);
    expect(rungs.map(({ perSecond }) => perSecond)).toEqual(
      rungs.map(({ perSecond }) => perSecond).sort((a, b) => a - b),
    );
    expect(rungs.find(({ id }) => id === 'h100-sxm')).toMatchObject({
      name: 'Nvidia H100',
      perSecond: expect.closeTo(66.9e12, -9),
      isCloud: true,
    });
    for (const { source } of rungs) expect(source).not.toBe('');
  });

  it('names what finds room, the ends first, and never two at one place', async () => {
    const rungs = await loadLadder();
    for (const share of [8, 25, 34]) {
      for (const own of [2e9, 11e9, 1.9e12, 90e12]) {
        const scale = ladderScale([...rungs.map(({ perSecond }) => perSecond), own]);
        const at = ladderAt(scale, own, share);
        const placed = placeRungs(rungs, scale, at, share);
        for (const side of ['above', 'below'] as const) {
          const places = [
            ...(side === 'above' ? [at] : []),
            ...placed.filter((one) => one.side === side).map((one) => one.at),
          ].sort((a, b) => a - b);
          places.forEach(
            (place, index) => index > 0 && expect(place - places[index - 1]!).toBeGreaterThanOrEqual(share),
          );
          for (const place of places) expect(Math.min(place, 100 - place)).toBeGreaterThanOrEqual(share / 2 - 1e-9);
        }
        expect(placed.map(({ rung }) => rung)).toContain(rungs.at(-1));
      }
    }
  });
});

describe('the axis of answers', () => {
  it('reaches from one in three seconds to 3,000, and farther where something is', () => {
    expect(answersScale([1, 100])).toEqual({ low: 0.3, high: 3000 });
    const wide = answersScale([0.05, 9000]);
    expect(placeOn(wide, 0.05)).toBeGreaterThan(0);
    expect(placeOn(wide, 9000)).toBeLessThan(100);
    expect(placeOn({ low: 1, high: 100 }, 10)).toBeCloseTo(50);
  });
});
