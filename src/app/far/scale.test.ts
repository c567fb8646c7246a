import { describe, expect, it } from 'vitest';
import type { BreakEven } from '../../far/breakEven/search';
import { bandPath, borderPoints, decadesOf, linePath, logAxis, placedLabels } from './scale';

const x = logAxis(1, 1000, 0, 300);
const y = logAxis(10, 1000, 200, 0);

describe('a logarithmic axis', () => {
  it('gives each decade the same length, and reads back', () => {
    expect([1, 10, 100, 1000].map(x.at)).toEqual([0, 100, 200, 300].map((place) => expect.closeTo(place, 9)));
    for (const value of [1, 3, 77, 1000]) expect(x.valueAt(x.at(value))).toBeCloseTo(value, 9);
    expect(y.at(100)).toBeCloseTo(100, 9);
  });
  it('shows at its ends what lies beyond', () => {
    expect([x.at(0), x.at(-5), x.at(0.2), x.at(1e9)]).toEqual([0, 0, 0, 300]);
    expect([x.valueAt(-50), x.valueAt(1e6)]).toEqual([1, expect.closeTo(1000, 9)]);
  });
  it('is marked at powers of ten', () => {
    expect(decadesOf(20, 1_000_000)).toEqual([100, 1000, 10_000, 100_000, 1_000_000]);
    expect(decadesOf(1, 2000)).toEqual([1, 10, 100, 1000]);
  });
});

describe('a border', () => {
  const border: BreakEven[] = [
    { kind: 'never' },
    { kind: 'never' },
    { kind: 'at', value: 10, farWins: 'below' },
    { kind: 'at', value: 100, farWins: 'below' },
    { kind: 'always' },
    { kind: 'always' },
  ];
  const rows = [10, 20, 100, 200, 500, 1000];
  const points = borderPoints(border, rows, x, y);

  it('stands at the left where the far side never wins, and at the right where it always does', () => {
    expect(points.map((point) => Math.round(point.x))).toEqual([0, 0, 100, 200, 300, 300]);
  });
  it('is drawn from one edge to the other and not along them', () => {
    expect(linePath(points, x).match(/[ML]\S+/g)).toEqual(['M0.0', 'L100.0', 'L200.0', 'L300.0']);
    expect(linePath(points.slice(0, 2), x)).toBe('');
  });
  it('makes a closed band with another', () => {
    expect(bandPath(points.slice(2, 4), points.slice(2, 4))).toMatch(/^M(\S+ \S+L){3}\S+ \S+Z$/);
    expect(bandPath([], [])).toBe('');
  });
});

describe('labels', () => {
  it('stand beside their points, on the other side at an edge, and not over each other', () => {
    const points = [
      { x: 50, y: 50 },
      { x: 290, y: 100 },
      { x: 52, y: 52 },
    ];
    const labels = placedLabels(
      [
        { text: 'first', x: 50, y: 50 },
        { text: 'at the end', x: 290, y: 100 },
        { text: 'crowded out', x: 52, y: 52 },
      ],
      points,
      300,
    );
    expect(labels.map(({ text, anchor }) => [text, anchor])).toEqual([
      ['first', 'start'],
      ['at the end', 'end'],
    ]);
  });
});
