import { describe, expect, it } from 'vitest';
import { joined, piecesOf } from './pieces';

/** A white line of 16 pixels' height with a black bar every `step` pixels, `bar` wide. */
function bars(width: number, step: number, bar: number) {
  const pixels = new Uint32Array(width * 16).fill(0xffffffff);
  for (let i = 0; i < pixels.length; i++) if ((i % width) % step < bar && i >= width * 4) pixels[i] = 0xff000000;
  return { width, height: 16, data: new Uint8ClampedArray(pixels.buffer) };
}
const whole = (width: number) => ({ centreX: width / 2, centreY: 8, width, height: 16, angle: 0 });

describe('piecesOf', () => {
  it('leaves a line alone that recognition can take', () => {
    expect(piecesOf(bars(850, 10, 5), whole(850))).toEqual([{ box: whole(850), before: '' }]);
  });

  it('cuts a longer one in its gaps, and covers all of it', () => {
    const pieces = piecesOf(bars(2400, 100, 90), whole(2400));
    expect(pieces.map(({ before }) => before)).toEqual(['', ' ', ' ']);
    let end = 0;
    for (const { box } of pieces) {
      const left = box.centreX - box.width / 2;
      expect(left).toBeCloseTo(end, 6);
      // Between the bars.
      if (left > 0) expect(left % 100).toBeCloseTo(95, 0);
      end = left + box.width;
      expect(box.width).toBeLessThanOrEqual(854);
    }
    expect(end).toBeCloseTo(2400, 6);
  });

  it('sets no space where letters only part a little', () => {
    expect(piecesOf(bars(1000, 20, 18), whole(1000)).map(({ before }) => before)).toEqual(['', '']);
  });

  it('cuts a turned line along itself', () => {
    const { width, height, data } = bars(1200, 100, 90);
    const down = new Uint32Array(width * height);
    const across = new Uint32Array(data.buffer);
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) down[x * height + height - 1 - y] = across[y * width + x]!;
    const box = { centreX: 8, centreY: 600, width: 1200, height: 16, angle: Math.PI / 2 };
    const [first, second] = piecesOf({ width: 16, height: 1200, data: new Uint8ClampedArray(down.buffer) }, box);
    expect(first!.box.centreX).toBeCloseTo(8, 6);
    expect((first!.box.width - 95) % 100).toBeCloseTo(0, 0);
    expect(first!.box.centreY).toBeCloseTo(first!.box.width / 2, 6);
    expect(first!.box.width + second!.box.width).toBeCloseTo(1200, 6);
  });

  it('reads what no writing can be as one', () => {
    expect(piecesOf(bars(16_000, 10, 5), whole(16_000))).toHaveLength(1);
  });
});

describe('joined', () => {
  it('sets spaces between pieces, none before the first, and weighs scores by characters', () => {
    const line = joined([
      { text: '', score: 0, before: '' },
      { text: 'abc ', score: 1, before: ' ' },
      { text: 'd', score: 0.6, before: ' ' },
      { text: 'e', score: 0.6, before: '' },
    ]);
    expect(line.text).toBe('abc de');
    expect(line.score).toBeCloseTo((4 + 1.2) / 6, 12);
  });

  it('of nothing is nothing, with score 0', () => {
    expect(joined([])).toEqual({ text: '', score: 0 });
  });
});
