import { rootBetween } from '../../statistics/root';

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
  /** A logarithmic scale is for what spans decades. */
  readonly scale: 'linear' | 'logarithmic';
  /** On which side the far side wins, if it wins anywhere: what is searched is monotone. */
  readonly farWins: 'below' | 'above';
  /** By how much the far side takes longer, ms: continuous, and below 0 where it is faster. */
  readonly gapMs: (value: number) => number;
}

/** Seven digits, over any span here. */
const CLOSE = 1e-7;

/** The one place between two ends where the far side stops or starts to be faster. */
export function breakEvenOf({ least, most, scale, farWins, gapMs }: Search): BreakEven {
  const [atLeast, atMost] = [gapMs(least), gapMs(most)];
  if (atLeast < 0 && atMost < 0) return { kind: 'always' };
  if (!(atLeast < 0 || atMost < 0)) return { kind: 'never' };
  if (scale === 'linear') {
    return {
      kind: 'at',
      value: rootBetween(
        gapMs,
        [
          [least, atLeast],
          [most, atMost],
        ],
        CLOSE,
      ),
      farWins,
    };
  }
  const [low, high] = [Math.log(least), Math.log(most)];
  const ofLogarithm = (log: number) => gapMs(Math.exp(log));
  const log = rootBetween(
    ofLogarithm,
    [
      [low, atLeast],
      [high, atMost],
    ],
    CLOSE / Math.max(Math.abs(low), high),
  );
  return { kind: 'at', value: Math.exp(log), farWins };
}
