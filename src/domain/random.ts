/** A source of uniform values in [0, 1), as `Math.random` is. */
export type Random = () => number;

/**
 * A small reproducible generator: sfc32 (Chris Doty-Humphrey, PractRand 0.95, `sfc.h`), its state filled by a 32-bit
 * SplitMix (Steele, Lea & Flood 2014, with the multipliers of Chris Wellons' hash-prospector), so that neighbouring
 * seeds give unrelated sequences. Not for secrets.
 * @param seed any integer; only its value modulo 2³² counts
 * @returns uniform values in [0, 1), multiples of 2⁻³²
 * @throws RangeError when the seed is not an integer
 */
export function seededRandom(seed: number): Random {
  if (!Number.isSafeInteger(seed)) throw new RangeError(`A seed is an integer, not ${seed}.`);
  let mixer = seed | 0;
  const mix = () => {
    mixer = (mixer + 0x9e3779b9) | 0;
    let z = Math.imul(mixer ^ (mixer >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return z ^ (z >>> 15);
  };
  let a = mix();
  let b = mix();
  let c = mix();
  let counter = 1;
  const next = () => {
    const out = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + out) | 0;
    return (out >>> 0) / 0x1_0000_0000;
  };
  // As PractRand does: the first outputs still show the seed's own bits.
  for (let i = 0; i < 12; i++) next();
  return next;
}

/** A new array with the items in random order: Fisher–Yates (Durstenfeld 1964), every order equally likely. */
export function shuffled<T>(items: readonly T[], random: Random): T[] {
  const result = [...items];
  for (let last = result.length - 1; last > 0; last--) {
    const pick = Math.floor(random() * (last + 1));
    [result[last], result[pick]] = [result[pick] as T, result[last] as T];
  }
  return result;
}

/** One standard normal value (mean 0, variance 1): Box & Muller 1958, from two uniform values a call. */
export function gaussian(random: Random): number {
  // 1 − u lies in (0, 1], so that the logarithm is finite.
  const radius = Math.sqrt(-2 * Math.log(1 - random()));
  return radius * Math.cos(2 * Math.PI * random());
}
