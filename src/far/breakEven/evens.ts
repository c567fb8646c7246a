import { atEnds, type Ends } from '../interval';
import { awayBy, type NetworkProfile } from '../network';
import type { Percentiles } from '../samples';
import type { Refusal } from '../server';
import { requestsOf, type FarSideOptions } from '../simulate';
import { percentilesAt, type Connection } from './anyNetwork';
import { loadBreakEven, rttBreakEven, shares, uplinkBreakEven, usesBreakEven, type Contest } from './breakEven';
import type { BreakEven } from './search';
import { breakEvenSpans, type BreakEvenSpans } from './spans';
import { farSurface, type Surface } from './surface';

/** Plain data, so that a worker can be asked. */
export interface EvenQuestion {
  readonly options: FarSideOptions;
  readonly connection: Connection;
  readonly near: Percentiles;
  /** Before the near side's first use, ms; absent where nobody knows. */
  readonly firstMs?: number;
}

/** At which round trip, uplink, load and number of uses both are even, each with the server's time at both ends of its interval too. */
export interface Evens {
  readonly far: Percentiles;
  readonly rtt: BreakEvenSpans;
  readonly uplink: BreakEvenSpans;
  /** A sentence where there is no load that could be turned. */
  readonly load: BreakEvenSpans | Refusal;
  readonly uses?: BreakEvenSpans;
}

/** @returns a refusal where the server can't be estimated or its queue never empties */
export function evensOf({ options, connection, near, firstMs }: EvenQuestion): Evens | Refusal {
  const requests = requestsOf(options);
  if ('problem' in requests) return requests;
  const contest: Contest = { near, far: requests, connection };
  const [rtt, uplink] = [breakEvenSpans(contest, rttBreakEven), breakEvenSpans(contest, uplinkBreakEven)];
  if ('problem' in rtt) return rtt;
  if ('problem' in uplink) return uplink;
  const far = atEnds(requests, (each) => percentilesAt(each, connection));
  if ('problem' in far.expected) return far.expected;
  return {
    far: far.expected,
    rtt,
    uplink,
    load: breakEvenSpans(contest, loadBreakEven),
    ...(firstMs !== undefined && { uses: usesSpans(near, far, firstMs) }),
  };
}

function usesSpans(near: Percentiles, far: Ends<Percentiles | Refusal>, firstMs: number): BreakEvenSpans {
  const each = (end: Percentiles | Refusal, share: keyof Percentiles): BreakEven => {
    // A far side that never answers is never faster, whatever the first use takes.
    if ('problem' in end) return { kind: 'never' };
    const even = usesBreakEven({ nearMs: near[share], farMs: end[share], firstMs });
    return 'problem' in even ? { kind: 'never' } : even;
  };
  return Object.fromEntries(
    shares.map((share) => [
      share,
      {
        faster: each(far.faster, share),
        expected: each(far.expected, share),
        slower: each(far.slower, share),
      },
    ]),
  ) as unknown as BreakEvenSpans;
}

/** What the far side takes everywhere, and with the server's time at both ends of its interval: a queue may never empty at the slower one. */
export function surfacesOf(
  options: FarSideOptions,
  connection: Connection,
): { readonly expected: Surface; readonly faster?: Surface; readonly slower?: Surface } | Refusal {
  const requests = requestsOf(options);
  if ('problem' in requests) return requests;
  const { expected, faster, slower } = atEnds(requests, (each) => farSurface(each, connection));
  if ('problem' in expected) return expected;
  return { expected, ...(!('problem' in faster) && { faster }), ...(!('problem' in slower) && { slower }) };
}

/** What the far side takes over some network. */
export interface OverNetwork {
  readonly id: string;
  readonly ms: Percentiles;
}

/**
 * The same requests over each of some networks, their server as far beyond.
 * @returns a refusal where the server can't be estimated or its queue never empties
 */
export function overNetworks(
  options: FarSideOptions,
  connection: Connection,
  networks: readonly NetworkProfile[],
  distanceMs: number,
): readonly OverNetwork[] | Refusal {
  const requests = requestsOf(options);
  if ('problem' in requests) return requests;
  const found: OverNetwork[] = [];
  for (const network of networks) {
    const ms = percentilesAt({ ...requests, profile: awayBy(network, distanceMs) }, connection);
    if ('problem' in ms) return ms;
    found.push({ id: network.id, ms });
  }
  return found;
}
