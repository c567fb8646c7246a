import { atEnds, type Ends } from '../interval';
import type { Refusal } from '../server';
import { shares, type BreakEvens, type Contest, type Share } from './breakEven';
import type { BreakEven } from './search';

/** Where far and near are even with the server's time as predicted, and with it at either end of its interval. */
export type BreakEvenSpans = Readonly<Record<Share, Ends<BreakEven>>>;

/**
 * A break-even that carries the prediction's interval on.
 * @param find one of this folder's searches
 * @returns a refusal where the search refuses with the server's time as predicted; a queue that never empties at the slower end alone is
 * where the far side never wins
 */
export function breakEvenSpans(
  contest: Contest,
  find: (contest: Contest) => BreakEvens | Refusal,
): BreakEvenSpans | Refusal {
  const { faster, expected, slower } = atEnds(contest.far, (far) => find({ ...contest, far }));
  if ('problem' in expected) return expected;
  const never: BreakEven = { kind: 'never' };
  const of = (found: BreakEvens | Refusal, share: Share) => ('problem' in found ? never : found[share]);
  return Object.fromEntries(
    shares.map((share) => [share, { faster: of(faster, share), expected: expected[share], slower: of(slower, share) }]),
  ) as unknown as BreakEvenSpans;
}
