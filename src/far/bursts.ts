import { seededRandom, type Random } from '../domain/random';
import { TAIL_PACKETS, type Loss } from './loss';
import type { Framing } from './framing';

/**
 * A link that is good or bad, packet by packet: Gilbert (1960) and Elliott (1963). netem's `loss gemodel p r 1-h 1-k` has the same four
 * (tc-netem(8)), which are written in brackets.
 */
export interface Bursts {
  /** Chance that a good link turns bad with the next packet (p), above 0. */
  readonly toBad: number;
  /** Chance that a bad link turns good with the next packet (r), above 0: a bad spell lasts 1 ⁄ r packets. */
  readonly toGood: number;
  /** Chance that a packet is lost while the link is bad (1-h). */
  readonly lossInBad: number;
  /** The same while it is good (1-k). */
  readonly lossInGood: number;
}

/** Share of all packets that are lost in the long run. */
export function meanLossOf({ toBad, toGood, lossInBad, lossInGood }: Bursts): number {
  return (toGood * lossInGood + toBad * lossInBad) / (toBad + toGood);
}

/** @returns for one packet after another, whether it is lost; the link is found good or bad as it is in the long run */
export function linkOf({ toBad, toGood, lossInBad, lossInGood }: Bursts, random: Random): () => boolean {
  let isBad = random() < toBad / (toBad + toGood);
  return () => {
    const isLost = random() < (isBad ? lossInBad : lossInGood);
    if (random() < (isBad ? toGood : toBad)) isBad = !isBad;
    return isLost;
  };
}

/** A sender that has lost the same packets so often gives up in truth; here they get through then. */
const MOST_TIMEOUTS = 8;

/**
 * What a message's lost packets cost where losses come in bursts. Packets lost one after another are sent again together, after one
 * round trip (selective acknowledgements: RFC 6675); a burst that reaches into the last three waits for the timer, and so does what is
 * lost once more, twice as long each time (RFC 6298 section 5.5). What is sent again travels the same link, so that a burst at the end
 * of a message costs far more than as many losses apart from each other: the tail of the distribution is the bursts' own.
 * @param uniform in [0, 1): the link's luck
 */
export function burstLossOf(bytes: number, bursts: Bursts, uniform: number, { payloadBytes, timerMs }: Framing): Loss {
  const isNextLost = linkOf(bursts, seededRandom(Math.floor(uniform * 2 ** 32)));
  const packets = Math.ceil(bytes / payloadBytes);
  /** Lengths of bursts, the one that reaches into the end apart. */
  const repaired: number[] = [];
  let timed = 0;
  let burst = 0;
  for (let index = 0; index < packets; index++) {
    const isLost = isNextLost();
    if (isLost) burst += 1;
    const isEnd = index === packets - 1;
    if (burst > 0 && (!isLost || isEnd)) {
      const last = isLost ? index : index - 1;
      if (last >= packets - TAIL_PACKETS) timed += burst;
      else repaired.push(burst);
      burst = 0;
    }
  }
  let trips = repaired.length;
  let waitMs = 0;
  const lostOf = (sent: number) => {
    let lost = 0;
    for (let packet = 0; packet < sent; packet++) if (isNextLost()) lost += 1;
    return lost;
  };
  let waiting = timed + repaired.reduce((sum, sent) => sum + lostOf(sent), 0);
  for (let timeouts = 0; waiting > 0 && timeouts < MOST_TIMEOUTS; timeouts++) {
    trips += 2 ** timeouts;
    waitMs += 2 ** timeouts * timerMs;
    waiting = lostOf(waiting);
  }
  return { trips, waitMs };
}
