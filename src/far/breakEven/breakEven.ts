import type { NetworkProfile } from '../network';
import { wayOf } from '../request';
import type { Percentiles } from '../samples';
import type { Refusal } from '../server';
import { circumstancesOf, queueingOfRequests, type Requests } from '../simulate';
import { anyNetwork, percentilesAt, type AnyNetwork, type Connection } from './anyNetwork';
import { breakEvenOf, type BreakEven } from './search';

/** Like is compared with like: the near side's 90th percentile with the far side's. */
export const shares = ['p50', 'p90', 'p99'] as const;
export type Share = (typeof shares)[number];
export type BreakEvens = Readonly<Record<Share, BreakEven>>;

export interface Contest {
  /** Of this device, warm, ms. */
  readonly near: Percentiles;
  readonly far: Requests;
  readonly connection: Connection;
}

/** Beyond what any network is: from a wire of no length to a minute's wait; from a pager to a backbone. */
export const LIMITS = { mostRttMs: 10_000, leastKbps: 1, mostKbps: 100_000_000, mostLoad: 0.999 } as const;

/** What of the near side can't be, in a sentence that can be shown. */
function nearProblem(near: Percentiles): string | undefined {
  const wrong = shares.map((share) => near[share]).find((ms) => !(ms > 0 && ms < Infinity));
  return wrong === undefined ? undefined : `This device's time is above 0 ms, not ${wrong}.`;
}

/** The same requests over any network, or why they can't be compared with the near side. */
function comparable({ near, far, connection }: Contest): AnyNetwork | Refusal {
  const problem = nearProblem(near);
  return problem === undefined ? anyNetwork(far, connection) : { problem };
}

const eachShare = (search: (share: Share) => BreakEven): BreakEvens =>
  Object.fromEntries(shares.map((share) => [share, search(share)])) as BreakEvens;

/**
 * The round trip below which the far side is faster, ms, all else as it is.
 * @returns a refusal where the queue never empties or an amount can't be
 */
export function rttBreakEven(contest: Contest): BreakEvens | Refusal {
  const { near, far } = contest;
  const at = comparable(contest);
  if ('problem' in at) return at;
  const { upKbps, downKbps } = far.profile;
  return eachShare((share) =>
    breakEvenOf({
      least: 0,
      most: LIMITS.mostRttMs,
      scale: 'linear',
      farWins: 'below',
      gapMs: (rttMs) => at({ rttMs, upKbps, downKbps })[share] - near[share],
    }),
  );
}

/**
 * The uplink above which the far side is faster, kbit/s, all else as it is.
 * @returns a refusal where the queue never empties or an amount can't be
 */
export function uplinkBreakEven(contest: Contest): BreakEvens | Refusal {
  const { near, far } = contest;
  const at = comparable(contest);
  if ('problem' in at) return at;
  const { rttMs, downKbps } = far.profile;
  return eachShare((share) =>
    breakEvenOf({
      least: LIMITS.leastKbps,
      most: LIMITS.mostKbps,
      scale: 'logarithmic',
      farWins: 'above',
      gapMs: (upKbps) => at({ rttMs, upKbps, downKbps })[share] - near[share],
    }),
  );
}

/**
 * The load below which the far side is faster, 0 to 1: of its one worker, or of all of them where traffic is given.
 * @returns a refusal where there is no load that could be turned up or down, or an amount can't be
 */
export function loadBreakEven({ near, far, connection }: Contest): BreakEvens | Refusal {
  const { traffic } = far;
  if (traffic?.kind === 'scale-to-zero')
    return {
      problem: 'There is no load at which both are even: a server that is started for each request has no queue.',
    };
  if (traffic?.batching)
    return {
      problem:
        'There is no one load at which both are even: where requests are gathered in batches, few of them wait for others as well.',
    };
  const problem = nearProblem(near);
  if (problem) return { problem };
  const loaded = withLoad(far);
  if ('problem' in loaded) return loaded;
  const known = new Map<number, Percentiles | Refusal>();
  const at = (load: number): Percentiles | Refusal => {
    const found = known.get(load) ?? percentilesAt(loaded(load), connection);
    known.set(load, found);
    return found;
  };
  const idle = at(0);
  if ('problem' in idle) return idle;
  return eachShare((share) =>
    breakEvenOf({
      least: 0,
      most: LIMITS.mostLoad,
      scale: 'linear',
      farWins: 'below',
      gapMs: (load) => {
        const percentiles = at(load);
        return 'problem' in percentiles ? Infinity : percentiles[share] - near[share];
      },
    }),
  );
}

function withLoad(far: Requests): ((load: number) => Requests) | Refusal {
  const { traffic, server } = far;
  if (traffic?.kind !== 'workers') return (load) => ({ ...far, server: { ...server, load } });
  const idle = queueingOfRequests({ ...far, traffic: { ...traffic, requestsPerSecond: 0 } });
  if ('problem' in idle) return { problem: idle.problem };
  const { capacityPerSecond } = idle;
  return (load) => ({ ...far, traffic: { ...traffic, requestsPerSecond: load * capacityPerSecond } });
}

export interface FirstUse {
  /** Of one use at some percentile, warm on both sides, ms. */
  readonly nearMs: number;
  readonly farMs: number;
  /** Before the near side's first use: download, opening and what its first inference takes longer, ms. */
  readonly firstMs: number;
}

/**
 * The number of uses below which the far side is faster in all, the near side's download shared by its uses: n near + first = n far at
 * n = first ⁄ (far − near).
 */
export function usesBreakEven({ nearMs, farMs, firstMs }: FirstUse): BreakEven | Refusal {
  if (![nearMs, farMs, firstMs].every((ms) => ms >= 0 && ms < Infinity))
    return { problem: 'The number of uses can’t be told: times are finite and from 0 ms.' };
  if (farMs < nearMs || (farMs === nearMs && firstMs > 0)) return { kind: 'always' };
  if (firstMs === 0) return { kind: 'never' };
  return { kind: 'at', value: firstMs / (farMs - nearMs), farWins: 'below' };
}

/**
 * Time of a model's download over the same network from a server as far off, on a connection to open first, ms; nothing left to chance.
 * @param bytes of the model with what it needs to run
 */
export function fetchMs(far: Requests, bytes: number): number {
  const way = wayOf({ ...circumstancesOf(far), payload: { upBytes: 0, downBytes: bytes } }, true);
  const trips = 1 + way.dnsTrips + way.tcpTrips + way.tlsTrips + way.quicTrips;
  return trips * way.rttMs + way.handshakeMs + way.uploadMs + way.downloadMs;
}

/** Where the border lies, by round trip, for each uplink: the same network with its rates in proportion. */
export function inProportion({ upKbps, downKbps }: NetworkProfile, up: number): { upKbps: number; downKbps: number } {
  return { upKbps: up, downKbps: (up * downKbps) / upKbps };
}
