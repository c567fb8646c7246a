import { describe, expect, it } from 'vitest';
import { components } from './components';

function mask(...rows: string[]) {
  const data = Float32Array.from(rows.join(''), (mark) => (mark === '#' ? 0.9 : 0.1));
  return { data, width: rows[0]?.length ?? 0, height: rows.length };
}

describe('components', () => {
  it('joins pixels that touch at a corner and keeps others apart', () => {
    const { data, width, height } = mask('#....', '.#..#', '....#');
    const found = components(data, width, height, 0.5);
    expect(found.map(({ pixels }) => pixels)).toEqual([2, 2]);
    expect([...(found[0]?.extremes ?? [])]).toEqual([0, 0, 0, 0, 1, 1, 1, 1]);
    expect([...(found[1]?.extremes ?? [])]).toEqual([4, 1, 4, 1, 4, 2, 4, 2]);
  });

  it('follows a region that turns back up and gives the ends of every row', () => {
    const { data, width, height } = mask('#...#', '#...#', '##.##', '.###.');
    const found = components(data, width, height, 0.5);
    expect(found).toHaveLength(1);
    expect(found[0]?.pixels).toBe(11);
    expect([...(found[0]?.extremes ?? [])]).toEqual([0, 0, 4, 0, 0, 1, 4, 1, 0, 2, 4, 2, 1, 3, 3, 3]);
  });

  it('does not join the end of one row to the start of the next', () => {
    const { data, width, height } = mask('...#', '#...');
    expect(components(data, width, height, 0.5)).toHaveLength(2);
  });

  it('takes only what is over the threshold', () => {
    expect(components(Float32Array.of(0.5, 0.5), 2, 1, 0.5)).toEqual([]);
  });
});
