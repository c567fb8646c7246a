import { percentilesOf } from '../../statistics/samples';

/** A small request as the browser timed it: a part of a `PerformanceResourceTiming`, ms. */
export interface TimedRequest {
  readonly connectStart: number;
  readonly secureConnectionStart: number;
  readonly connectEnd: number;
  readonly requestStart: number;
  readonly responseStart: number;
  readonly nextHopProtocol: string;
}

export interface Trips {
  readonly n: number;
  /** From the request sent to the first byte back, ms: a round trip and the host's own time. */
  readonly medianMs: number;
  readonly p10Ms: number;
  readonly p90Ms: number;
  readonly leastMs: number;
  /** Standard deviation of a one-way delay, ms. */
  readonly jitterMs: number;
  /** TCP's handshake, one round trip and nothing else, where a connection was opened meanwhile, ms. */
  readonly handshakeMs?: number;
  /** "h2", "h3", "http/1.1"; empty where the browser doesn't say. */
  readonly protocol: string;
}

/** Below that a middle says nothing. */
export const LEAST_TRIPS = 5;

/** σ of a normal distribution lies between its 10th and 90th percentiles 2.563 times. */
const SIGMAS_10_TO_90 = 2.563;

/**
 * What some requests, one after another, say of the round trip. Jitter is from the middle 80 %, as if normal, a round trip having two
 * one-way delays by themselves: σ ⁄ √2.
 * @returns undefined where too few were timed
 */
export function tripsOf(requests: readonly TimedRequest[]): Trips | undefined {
  const times = requests
    .map(({ requestStart, responseStart }) => responseStart - requestStart)
    .filter((ms) => ms > 0 && ms < Infinity);
  if (times.length < LEAST_TRIPS) return undefined;
  const [p10Ms, medianMs, p90Ms] = percentilesOf(times, [10, 50, 90]) as [number, number, number];
  const handshakes = requests.map(handshakeOf).filter((ms) => ms !== undefined);
  return {
    n: times.length,
    medianMs,
    p10Ms,
    p90Ms,
    leastMs: Math.min(...times),
    jitterMs: (p90Ms - p10Ms) / SIGMAS_10_TO_90 / Math.SQRT2,
    ...(handshakes.length > 0 && { handshakeMs: Math.min(...handshakes) }),
    protocol: requests.find(({ nextHopProtocol }) => nextHopProtocol !== '')?.nextHopProtocol ?? '',
  };
}

/** A connection that was open already begins and ends at the same moment. */
function handshakeOf({ connectStart, secureConnectionStart, connectEnd, nextHopProtocol }: TimedRequest) {
  // QUIC opens transport and TLS in one.
  if (nextHopProtocol === 'h3') return undefined;
  const ms = (secureConnectionStart > 0 ? secureConnectionStart : connectEnd) - connectStart;
  return ms > 0 ? ms : undefined;
}
