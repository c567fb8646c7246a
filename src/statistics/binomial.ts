/** Probability that a fair coin thrown `throws` times shows at least `heads` heads: the upper tail of Binomial(throws, ½). */
export function coinTail(heads: number, throws: number): number {
  // From the far end, in logarithms: 2^−throws alone would underflow.
  let logTerm = -throws * Math.LN2;
  let tail = 0;
  for (let count = throws; count >= heads; count--) {
    tail += Math.exp(logTerm);
    logTerm += Math.log(count) - Math.log(throws - count + 1);
  }
  return Math.min(1, tail);
}
