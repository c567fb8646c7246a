import { meanLossOf, type Bursts } from './bursts';
import { jitterDistributions, type JitterDistribution } from './jitter';
import { jitterMs as jitterMsOf, links, type NetworkProfile } from './profile';

/** A visitor's own network: rates and round trip, and what else is known of it. */
export interface OwnNetwork {
  readonly rttMs: number;
  readonly downKbps: number;
  readonly upKbps: number;
  /** Standard deviation of a one-way delay, ms; as on a mobile network where absent. */
  readonly jitterMs?: number;
  readonly distribution?: JitterDistribution;
  /** 0 to 1. */
  readonly jitterCorrelation?: number;
  /** 0 to ½; as on a mobile network where neither this nor bursts are given. */
  readonly lossRate?: number;
  readonly bursts?: Bursts;
}

/** Half of all packets: beyond it a connection gets hardly anything through, and no formula here holds. */
const MOST_LOSS = 0.5;
const MOST_JITTER_MS = 5000;
/** A bad spell of more packets than this on average may outlast a message and every repeat of it. */
const LEAST_TO_GOOD = 0.01;

const within = (value: number | undefined, least: number, most: number) =>
  value === undefined || (value >= least && value <= most);
const grouped = (value: number) => value.toLocaleString('en');

/** @returns a sentence for the first figure that is outside its limits; undefined where all are within */
export function ownNetworkProblem(own: OwnNetwork): string | undefined {
  const { rttMs, downKbps, upKbps, jitterMs, distribution, jitterCorrelation, lossRate, bursts } = own;
  const rate = (kbps: number, name: string) =>
    within(kbps, 1, 100_000_000) ? undefined : `The ${name} is from 0.001 to 100,000 Mbit/s.`;
  if (!within(rttMs, 0, 10_000)) return `The round trip is from 0 to ${grouped(10_000)} ms.`;
  const rates = rate(downKbps, 'downlink') ?? rate(upKbps, 'uplink');
  if (rates) return rates;
  if (!within(jitterMs, 0, MOST_JITTER_MS)) return `Jitter is from 0 to ${grouped(MOST_JITTER_MS)} ms.`;
  if (distribution && !jitterDistributions.includes(distribution))
    return `Jitter is ${jitterDistributions.join(', ')}, not ${String(distribution)}.`;
  if (!within(jitterCorrelation, 0, 1)) return 'The correlation of jitter is from 0 to 100 %.';
  if (lossRate === 1) return 'A loss of 100 % lets nothing through: loss is from 0 to 50 %.';
  if (!within(lossRate, 0, MOST_LOSS)) return 'Loss is from 0 to 50 %.';
  return bursts && burstsProblem(bursts);
}

function burstsProblem(bursts: Bursts): string | undefined {
  const { toBad, toGood, lossInBad, lossInGood } = bursts;
  if (!within(toBad, 0.00001, 1)) return 'The chance that a link turns bad is from 0.001 to 100 % a packet.';
  if (!within(toGood, LEAST_TO_GOOD, 1)) return 'The chance that a bad link turns good is from 1 to 100 % a packet.';
  if (!within(lossInBad, 0, 1) || !within(lossInGood, 0, 1))
    return 'Loss on a bad and on a good link is from 0 to 100 %.';
  return meanLossOf(bursts) <= MOST_LOSS
    ? undefined
    : `Such bursts lose ${Math.round(100 * meanLossOf(bursts))} % of all packets: loss is from 0 to 50 % in the long run.`;
}

const thousandth = (value: number) => Math.round(value * 1000) / 1000;
/** A share in a thousandth of a percent. */
const share = (value: number) => Math.round(value * 100_000) / 100_000;
const optional = (value: number | undefined, round: (value: number) => number) =>
  value === undefined ? undefined : round(value);

/** Rounded, so that the id reads back to the same figures. */
function rounded(own: OwnNetwork): OwnNetwork {
  const { bursts } = own;
  return {
    rttMs: thousandth(own.rttMs),
    downKbps: thousandth(own.downKbps),
    upKbps: thousandth(own.upKbps),
    jitterMs: optional(own.jitterMs, thousandth),
    distribution: own.distribution,
    jitterCorrelation: optional(own.jitterCorrelation, share),
    lossRate: bursts ? undefined : optional(own.lossRate, share),
    bursts: bursts && {
      toBad: share(bursts.toBad),
      toGood: share(bursts.toGood),
      lossInBad: share(bursts.lossInBad),
      lossInGood: share(bursts.lossInGood),
    },
  };
}

const percent = (value: number) => String(thousandth(100 * value));

/** `custom:40:9000:1500`, with what else is given after it, in netem's words and percent: `:jitter-5:pareto:correlation-25:loss-1`. */
function idOf({
  rttMs,
  downKbps,
  upKbps,
  jitterMs,
  distribution,
  jitterCorrelation,
  lossRate,
  bursts,
}: OwnNetwork): string {
  const more = [
    jitterMs !== undefined && `jitter-${jitterMs}`,
    distribution,
    jitterCorrelation !== undefined && `correlation-${percent(jitterCorrelation)}`,
    lossRate !== undefined && `loss-${percent(lossRate)}`,
    bursts && `gemodel-${[bursts.toBad, bursts.toGood, bursts.lossInBad, bursts.lossInGood].map(percent).join('-')}`,
  ].filter((part) => typeof part === 'string');
  return ['custom', rttMs, downKbps, upKbps, ...more].join(':');
}

function noteOf({ rttMs, jitterMs, lossRate, bursts }: OwnNetwork): string {
  const taken = [jitterMs === undefined && 'jitter', lossRate === undefined && !bursts && 'loss'].filter(Boolean);
  const assumed = taken.join(' and ');
  return [
    assumed && `${assumed[0]?.toUpperCase()}${assumed.slice(1)} as on a mobile network (own assumption).`,
    rttMs === 0 && 'A round trip of 0 ms leaves only rates and the server: nothing is that near.',
  ]
    .filter(Boolean)
    .join(' ');
}

/**
 * A visitor's own network. Its id carries its figures (`custom:40:9000:1500`, round trip : down : up), so that a record
 * or a link that names it can be repeated.
 * @throws RangeError when a figure is outside its limits, with a sentence that can be shown
 */
export function customProfile(given: OwnNetwork): NetworkProfile {
  const problem = ownNetworkProblem(given);
  if (problem) throw new RangeError(problem);
  const own = rounded(given);
  const { rttMs, downKbps, upKbps, jitterMs, distribution, jitterCorrelation, lossRate, bursts } = own;
  return {
    id: idOf(own),
    title: 'Mine',
    source: 'The visitor',
    downKbps,
    upKbps,
    rttMs,
    ...links.mobile,
    ...(jitterMs !== undefined && { ownJitterMs: jitterMs }),
    ...(distribution && { distribution }),
    ...(jitterCorrelation !== undefined && { jitterCorrelation }),
    ...(lossRate !== undefined && { lossRate }),
    ...(bursts && { bursts, lossRate: meanLossOf(bursts) }),
    note: noteOf(own),
  };
}

/** What the visitor gave of a profile made by {@link customProfile}, so that one figure of it can be changed. */
export function ownNetworkOf(profile: NetworkProfile): OwnNetwork {
  const read = readOwnNetwork(profile.id);
  const { rttMs, downKbps, upKbps } = profile;
  return read && !('problem' in read) ? read : { rttMs, downKbps, upKbps };
}

/** A network as one's own, with all that chance has to do with it: its jitter in ms, its distribution and its loss. */
export function asOwnNetwork(profile: NetworkProfile): OwnNetwork {
  const { rttMs, downKbps, upKbps, distribution, jitterCorrelation, lossRate, bursts } = profile;
  const jitterMs = Math.min(MOST_JITTER_MS, jitterMsOf(profile));
  const loss = bursts ? { bursts } : { lossRate };
  return { rttMs, downKbps, upKbps, jitterMs, distribution, ...(jitterCorrelation && { jitterCorrelation }), ...loss };
}

const NUMBER = /^\d{1,9}(\.\d{1,5})?$/;
const FORM = 'A network of your own is custom:ROUND-TRIP:DOWN:UP, in ms and kbit/s, as in custom:40:9000:1500';

/**
 * Reads an id that {@link customProfile} wrote, or that somebody else did.
 * @returns undefined where it isn't meant as one; a sentence where it is and says what can't be
 */
export function readOwnNetwork(id: string): OwnNetwork | { readonly problem: string } | undefined {
  const [kind, ...figures] = id.split(':');
  if (kind !== 'custom') return undefined;
  const [rtt, down, up, ...more] = figures;
  const names = ['round trip', 'downlink', 'uplink'];
  for (const [index, text] of [rtt, down, up].entries()) {
    if (!text) return { problem: `${FORM}: the ${names[index]} is missing.` };
    if (!NUMBER.test(text)) return { problem: `${FORM}: the ${names[index]} is no number.` };
  }
  let own: OwnNetwork = { rttMs: Number(rtt), downKbps: Number(down), upKbps: Number(up) };
  for (const part of more) {
    const read = readPart(part);
    if (!read || Object.keys(read).some((key) => key in own))
      return {
        problem: `${FORM}; after it may stand, once each, jitter-MS, correlation-PERCENT, loss-PERCENT or gemodel-P-R-BAD-GOOD in percent, and ${jitterDistributions.join(', ')}.`,
      };
    own = { ...own, ...read };
  }
  if (own.bursts && own.lossRate !== undefined) return { problem: `${FORM}: loss and gemodel are two kinds of loss.` };
  const problem = ownNetworkProblem(own);
  return problem ? { problem } : own;
}

function readPart(part: string): Partial<OwnNetwork> | undefined {
  const distribution = jitterDistributions.find((known) => known === part);
  if (distribution) return { distribution };
  const [name, ...texts] = part.split('-');
  if (!texts.every((text) => NUMBER.test(text))) return undefined;
  const [first, ...others] = texts.map(Number);
  if (first === undefined) return undefined;
  if (name === 'gemodel' && others.length === 3) {
    const [toGood, lossInBad, lossInGood] = others.map((value) => value / 100) as [number, number, number];
    return { bursts: { toBad: first / 100, toGood, lossInBad, lossInGood } };
  }
  if (others.length > 0) return undefined;
  if (name === 'jitter') return { jitterMs: first };
  if (name === 'correlation') return { jitterCorrelation: first / 100 };
  return name === 'loss' ? { lossRate: first / 100 } : undefined;
}
