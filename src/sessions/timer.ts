/**
 * Smallest step of `performance.now()` here, ms: 0.005 in an isolated Chrome, 0.1 in one that is not, 1 in some browsers.
 * Spins until the clock has moved a few times, at most about 20 ms.
 */
export function timerResolutionMs(now: () => number = () => performance.now()): number {
  let smallest = Infinity;
  const start = now();
  let last = start;
  for (let steps = 0; steps < 20 && last - start < 20;) {
    const time = now();
    if (time > last) {
      smallest = Math.min(smallest, time - last);
      last = time;
      steps++;
    }
  }
  // Differences of floating-point time stamps carry noise in the last digits.
  return Number.isFinite(smallest) ? Number(smallest.toPrecision(3)) : 1;
}
