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

/** Packets before the next event, where each packet has it with that chance: geometric. */
const packetsBefore = (chance: number, random: Random) => {
  if (chance >= 1) return 0;
  return chance <= 0 ? Infinity : Math.floor(Math.log1p(-random()) / Math.log1p(-chance));
};

/**
 * A link in use, found good or bad as it is in the long run. Its spells and losses are drawn, not its packets: there are far fewer.
 * @returns which of the next so many packets are lost, by their place among them, rising
 */
export function linkOf(
  { toBad, toGood, lossInBad, lossInGood }: Bursts,
  random: Random,
): (packets: number) => number[] {
  const spell = () => 1 + packetsBefore(isBad ? toGood : toBad, random);
  let isBad = random() < toBad / (toBad + toGood);
  let left = spell();
  return (packets) => {
    const lost: number[] = [];
    for (let at = 0; at < packets;) {
      const end = at + Math.min(left, packets - at);
      const chance = isBad ? lossInBad : lossInGood;
      for (let next = at + packetsBefore(chance, random); next < end; next += 1 + packetsBefore(chance, random)) {
        lost.push(next);
      }
      left -= end - at;
      at = end;
      if (left > 0) continue;
      isBad = !isBad;
      left = spell();
    }
    return lost;
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
  const lossesIn = linkOf(bursts, seededRandom(Math.floor(uniform * 2 ** 32)));
  const packets = Math.ceil(bytes / payloadBytes);
  const lost = lossesIn(packets);
  let trips = 0;
  let waitMs = 0;
  /** Those that wait for the timer. */
  let waiting = 0;
  for (let begin = 0; begin < lost.length;) {
    let end = begin + 1;
    while (end < lost.length && lost[end] === (lost[end - 1] as number) + 1) end++;
    const isInTail = (lost[end - 1] as number) >= packets - TAIL_PACKETS;
    if (!isInTail) trips += 1;
    waiting += isInTail ? end - begin : lossesIn(end - begin).length;
    begin = end;
  }
  for (let timeouts = 0; waiting > 0 && timeouts < MOST_TIMEOUTS; timeouts++) {
    trips += 2 ** timeouts;
    waitMs += 2 ** timeouts * timerMs;
    waiting = lossesIn(waiting).length;
  }
  return { trips, waitMs };
}
