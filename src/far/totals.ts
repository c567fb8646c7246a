import type { Dealt } from './deal';
import { lossMs, type Way } from './request';

/** Fills the array with what each request takes in all over that way, ms. */
export type Totals = (way: Way, into: Float64Array) => void;

/**
 * Totals of the same requests over any way: as the sum of their legs, which a search or a slider asks for thousands of times, and so laid
 * out in columns and without an object for each.
 */
export function totalsOf(requests: readonly Dealt[]): Totals {
  const count = requests.length;
  const column = () => new Float64Array(count);
  const [servedMs, up, down, dns, connect, tls] = [column(), column(), column(), column(), column(), column()];
  const lossy: [index: number, request: Dealt][] = [];
  for (let index = 0; index < count; index++) {
    const request = requests[index] as Dealt;
    const { deviations } = request;
    servedMs[index] = request.queueMs + request.coldStartMs + request.softwareMs + request.computeMs;
    up[index] = deviations.up;
    down[index] = deviations.down;
    dns[index] = deviations.dns;
    connect[index] = deviations.connect;
    tls[index] = deviations.tls;
    if (losesSome(request)) lossy.push([index, request]);
  }
  return (way, into) => {
    const { rttMs, jitterMs, roundTripJitterMs: roundMs } = way;
    const sameMs = way.uploadMs + way.downloadMs + way.handshakeMs;
    const halfMs = rttMs / 2;
    for (let index = 0; index < into.length; index++) {
      into[index] =
        sameMs +
        (servedMs[index] as number) +
        Math.max(0, halfMs + jitterMs * (up[index] as number)) +
        Math.max(0, halfMs + jitterMs * (down[index] as number));
    }
    if (way.cold) {
      const [ofDns, ofTls, ofConnect] = [way.dnsTrips, way.tlsTrips, way.tcpTrips + way.quicTrips];
      for (let index = 0; index < into.length; index++) {
        (into[index] as number) +=
          ofDns * Math.max(0, rttMs + roundMs * (dns[index] as number)) +
          ofConnect * Math.max(0, rttMs + roundMs * (connect[index] as number)) +
          ofTls * Math.max(0, rttMs + roundMs * (tls[index] as number));
      }
    }
    for (const [index, request] of lossy) (into[index] as number) += lossMs(way, request);
  };
}

const losesSome = ({ losses, firstLosses, openingLoss }: Dealt): boolean =>
  Boolean(losses.up ?? losses.down ?? firstLosses.up ?? firstLosses.down) ||
  openingLoss.timeouts > 0 ||
  openingLoss.waitMs > 0;
