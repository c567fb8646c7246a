/** A logarithmic scale in percent of its width. */
export interface LogScale {
  readonly low: number;
  readonly high: number;
}

export const placeOn = ({ low, high }: LogScale, value: number): number =>
  (100 * Math.log(Math.min(high, Math.max(low, value)) / low)) / Math.log(high / low);

/** Answers a second, wide enough for all of them: from one in three seconds to 3,000 where that is enough. */
export function answersScale(values: readonly number[]): LogScale {
  return {
    low: Math.min(0.3, ...values.map((value) => value / 1.5)),
    high: Math.max(3000, ...values.map((value) => 1.3 * value)),
  };
}
