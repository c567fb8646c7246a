/** Where the far side begins or ceases to beat the near one, or that it does so all along or nowhere. */
export type BreakEven =
  | {
      readonly kind: 'at';
      readonly value: number;
      /** On which side of the value the far side is faster. */
      readonly farWins: 'below' | 'above';
    }
  | { readonly kind: 'always' }
  | { readonly kind: 'never' };

export interface Search {
  readonly least: number;
  readonly most: number;
  /** Middles of a logarithmic scale are geometric: for what spans decades. */
  readonly scale: 'linear' | 'logarithmic';
  /** On which side the far side wins, if it wins anywhere: what is searched is monotone. */
  readonly farWins: 'below' | 'above';
  readonly isFarFaster: (value: number) => boolean;
}

/** Enough for seven digits over any span here. */
const MOST_STEPS = 60;
const CLOSE = 1e-7;

/** The one place between two ends where the far side stops or starts to be faster, by bisection. */
export function breakEvenOf({ least, most, scale, farWins, isFarFaster }: Search): BreakEven {
  const [atLeast, atMost] = [isFarFaster(least), isFarFaster(most)];
  if (atLeast && atMost) return { kind: 'always' };
  if (!atLeast && !atMost) return { kind: 'never' };
  let [low, high] = [least, most];
  const middleOf = () => (scale === 'linear' ? (low + high) / 2 : Math.sqrt(low * high));
  for (let step = 0; step < MOST_STEPS && high - low > CLOSE * high; step++) {
    const middle = middleOf();
    if (isFarFaster(middle) === atLeast) low = middle;
    else high = middle;
  }
  return { kind: 'at', value: middleOf(), farWins };
}
