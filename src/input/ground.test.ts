import { describe, expect, it } from 'vitest';
import { groundFor } from './ground';

/** `count` pixels of each colour, red, green, blue, alpha. */
const pixels = (...groups: (readonly [count: number, ...rgba: [number, number, number, number]])[]) =>
  new Uint8ClampedArray(groups.flatMap(([count, ...rgba]) => Array.from({ length: count }, () => rgba).flat()));

const nothing = [90, 0, 0, 0, 0] as const;

describe('groundFor', () => {
  it('needs none where nothing is transparent', () => {
    expect(groundFor(pixels([100, 255, 255, 255, 255]))).toBeUndefined();
  });

  it.each([
    ['black text', pixels(nothing, [10, 0, 0, 0, 255]), 'white'],
    ['grey text', pixels(nothing, [10, 150, 150, 150, 255]), 'white'],
    ['white text', pixels(nothing, [10, 255, 255, 255, 255]), 'black'],
    ['yellow text', pixels(nothing, [10, 255, 240, 60, 255]), 'black'],
    ['a portrait, dark and light', pixels(nothing, [30, 20, 15, 10, 255], [20, 230, 200, 180, 255]), 'white'],
    ['nothing at all', pixels(nothing), 'white'],
    ['pale edges of dark letters', pixels(nothing, [20, 255, 255, 255, 20], [10, 0, 0, 0, 255]), 'white'],
  ])('lays %s on what shows it', (_, data, ground) => expect(groundFor(data)).toBe(ground));
});
