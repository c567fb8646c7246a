import { median, sorted } from '../../src/statistics/samples';

/** One line of `bench:self`: a figure beside what it should be, as printed and as `--json` writes it. */
export interface Finding {
  readonly name: string;
  /** Measured ÷ allowed or ÷ what it is compared with, or a count. */
  readonly median: number;
  /** 95 % interval, or the range where there are too few for one; absent for what is counted once. */
  readonly interval?: readonly [low: number, high: number];
  /** What the median may be at most; absent where the figure only tells. */
  readonly limit?: number;
  /** What the figure was made of: "72.1 kB". */
  readonly detail?: string;
  readonly ok: boolean;
}

const figure = (value: number) => String(Number(value.toPrecision(3)));

/** "0.991 [0.970, 0.995] (72.1 kB)". */
export function ratioText({ median, interval, detail }: Finding): string {
  const range = interval ? ` [${interval.map(figure).join(', ')}]` : '';
  return `${figure(median)}${range}${detail ? ` (${detail})` : ''}`;
}

export const limitText = ({ limit }: Finding) => (limit === undefined ? 'none' : `≤ ${limit}`);

/** A figure of ratios taken one after another in this run: their median, and their range, since there are few. */
export function repeated(name: string, limit: number, repeats: readonly { ratio: number; span: string }[]): Finding {
  const ordered = sorted(repeats.map(({ ratio }) => ratio));
  const middle = median(ordered);
  return {
    name,
    median: middle,
    interval: [ordered[0] as number, ordered.at(-1) as number],
    limit,
    detail: repeats.map(({ span }) => span).join(', '),
    ok: middle <= limit,
  };
}
