import type { Random } from '../domain/random';
import { packetsBefore } from './loss';
import type { Losses } from './sending';

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

/**
 * A link in use, found good or bad as it is in the long run. Its spells and losses are drawn, not its packets: there are far fewer.
 * @returns which of the next so many packets are lost, by their place among them, rising
 */
export function linkOf({ toBad, toGood, lossInBad, lossInGood }: Bursts, random: Random): Losses {
  const spell = () => 1 + packetsBefore(isBad ? toGood : toBad, random());
  let isBad = random() < toBad / (toBad + toGood);
  let left = spell();
  return (packets) => {
    const lost: number[] = [];
    for (let at = 0; at < packets;) {
      const end = at + Math.min(left, packets - at);
      const chance = isBad ? lossInBad : lossInGood;
      for (let next = at + packetsBefore(chance, random()); next < end; next += 1 + packetsBefore(chance, random())) {
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
