/** Enough for any bracket of doubles: in the worst case each step halves it. */
const MOST_STEPS = 200;

/**
 * Where a continuous function changes its sign between two ends, with some seven evaluations where bisection takes forty: inverse
 * quadratic interpolation wherever that is safe, else bisection (Chandrupatla, "A new hybrid quadratic/bisection algorithm for finding the
 * zero of a nonlinear function without using derivatives", Advances in Engineering Software 28, 1997).
 * @param ends of opposite signs, with their values: 0 counts as positive
 * @param tolerance of the result, over itself
 */
export function rootBetween(
  valueAt: (x: number) => number,
  [[left, atLeft], [right, atRight]]: readonly [
    readonly [x: number, value: number],
    readonly [x: number, value: number],
  ],
  tolerance: number,
): number {
  let [a, ofA, b, ofB] = [right, atRight, left, atLeft];
  let share = 0.5;
  for (let step = 0; step < MOST_STEPS; step++) {
    const x = a + share * (b - a);
    const value = valueAt(x);
    const isSameSide = value < 0 === ofA < 0;
    // What is left out of the bracket, for the parabola.
    const [c, ofC] = isSameSide ? [a, ofA] : [b, ofB];
    if (!isSameSide) [b, ofB] = [a, ofA];
    [a, ofA] = [x, value];
    const best = Math.abs(ofA) < Math.abs(ofB) ? a : b;
    const least = (tolerance * Math.abs(best)) / Math.abs(b - a);
    if (ofA === 0 || least > 0.5 || a === b) return best;
    const xi = (a - b) / (c - b);
    const phi = (ofA - ofB) / (ofC - ofB);
    const isSafe = phi ** 2 < xi && (1 - phi) ** 2 < 1 - xi;
    share = isSafe
      ? (ofA / (ofB - ofA)) * (ofC / (ofB - ofC)) + ((c - a) / (b - a)) * (ofA / (ofC - ofA)) * (ofB / (ofC - ofB))
      : 0.5;
    share = Math.min(1 - least, Math.max(least, share));
  }
  return a;
}
