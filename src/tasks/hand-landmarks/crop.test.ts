import { describe, expect, it } from 'vitest';
import { handSquare, middleSquare, type Point } from './crop';

/** An upright hand: the wrist at (110, 200), knuckles at y = 100, thumb to the right, fingers straight up. */
const upright: Point[] = Array.from({ length: 21 }, (_, index) => {
  if (index === 0) return { x: 110, y: 200 };
  if (index < 5) return { x: 120 + index * 5, y: 190 - index * 15 };
  const finger = Math.floor((index - 5) / 4);
  return { x: 130 - finger * 20, y: 100 - ((index - 5) % 4) * 20 };
});

/** Turned clockwise around the origin. */
const turned = (angle: number): Point[] =>
  upright.map(({ x, y }) => ({
    x: x * Math.cos(angle) - y * Math.sin(angle),
    y: x * Math.sin(angle) + y * Math.cos(angle),
  }));

describe('the square around a hand', () => {
  it('is twice the palm, moved towards the fingers', () => {
    const { centreX, centreY, width, height, angle } = handSquare(upright);
    // The palm from its wrist (200) to the lower finger joints (80), and from the little finger (70) to the thumb (135).
    expect(angle).toBeCloseTo(0, 6);
    expect([width, height]).toEqual([240, 240]);
    expect(centreX).toBeCloseTo((70 + 135) / 2, 6);
    expect(centreY).toBeCloseTo(140 - 0.1 * 120, 6);
  });

  it.each([0.4, Math.PI / 2, 3, -2])('turns with the hand by %f', (by) => {
    const still = handSquare(upright);
    const moved = handSquare(turned(by));
    expect(Math.cos(moved.angle)).toBeCloseTo(Math.cos(by), 6);
    expect(Math.sin(moved.angle)).toBeCloseTo(Math.sin(by), 6);
    expect(moved.width).toBeCloseTo(still.width, 6);
    expect(moved.centreX).toBeCloseTo(still.centreX * Math.cos(by) - still.centreY * Math.sin(by), 6);
    expect(moved.centreY).toBeCloseTo(still.centreX * Math.sin(by) + still.centreY * Math.cos(by), 6);
  });
});

it('the middle square touches the shorter sides', () => {
  const picture = { width: 640, height: 480, data: new Uint8ClampedArray() };
  expect(middleSquare(picture)).toEqual({ centreX: 320, centreY: 240, width: 480, height: 480, angle: 0 });
});
