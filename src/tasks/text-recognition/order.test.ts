import { describe, expect, it } from 'vitest';
import { readingOrder } from './order';

const at = (name: string, centreX: number, centreY: number, angle = 0) => ({
  name,
  box: { centreX, centreY, width: 40, height: 20, angle },
});
const names = (items: readonly { name: string }[]) => items.map(({ name }) => name).join('');

describe('readingOrder', () => {
  it('reads rows from the top and each row from the left', () => {
    const items = [at('d', 100, 63), at('b', 100, 18), at('c', 30, 60), at('a', 30, 24)];
    expect(names(readingOrder(items))).toBe('abcd');
  });

  it('follows the tilt of the page', () => {
    // A page turned 20° clockwise: the second word of a row stands lower than the first word of the next.
    const angle = (20 * Math.PI) / 180;
    const turned = (name: string, x: number, y: number) =>
      at(name, x * Math.cos(angle) - y * Math.sin(angle), x * Math.sin(angle) + y * Math.cos(angle), angle);
    const items = [turned('c', 0, 30), turned('b', 200, 0), turned('d', 200, 30), turned('a', 0, 0)];
    expect(names(readingOrder(items))).toBe('abcd');
  });

  it('keeps lines half a height apart in rows of their own', () => {
    expect(names(readingOrder([at('a', 100, 20), at('b', 30, 31)]))).toBe('ab');
  });

  it('takes no boxes', () => {
    expect(readingOrder([])).toEqual([]);
  });
});
