import type { JitterDistribution } from './jitter';

/** The way from the device to the server, as a visitor could meet it. */
export interface NetworkProfile {
  readonly id: string;
  readonly title: string;
  /** Who published the rates and the round trip. */
  readonly source: string;
  readonly downKbps: number;
  readonly upKbps: number;
  /** Mean round trip to the server, ms. */
  readonly rttMs: number;
  /** Of it: from the edge of this network to the server, ms; absent where the server stands at that edge, as the sources have it. */
  readonly distanceMs?: number;
  /** Standard deviation of a one-way delay within the network, as a share of its own round trip. No source gives it: see {@link links}. */
  readonly jitterShare: number;
  readonly distribution: JitterDistribution;
  /** Chance that a packet is lost, 0 to 1. No source gives it: see {@link links}. */
  readonly lossRate: number;
  readonly note: string;
}

export const OWN_ASSUMPTION = "Nearside's own assumption";

/** Jitter and loss by kind of link: the project's own assumptions, since none of the sources has them. */
const links = {
  wired: { jitterShare: 0.02, distribution: 'normal', lossRate: 0.0001 },
  wifi: { jitterShare: 0.2, distribution: 'paretonormal', lossRate: 0.001 },
  mobile: { jitterShare: 0.1, distribution: 'paretonormal', lossRate: 0.001 },
  oldMobile: { jitterShare: 0.15, distribution: 'paretonormal', lossRate: 0.005 },
} as const;

type Row = readonly [
  id: string,
  title: string,
  source: string,
  downKbps: number,
  upKbps: number,
  rttMs: number,
  link: keyof typeof links,
  note?: string,
];

const devtools = 'Chrome DevTools';
const lighthouse = 'Lighthouse';
const webPageTest = 'WebPageTest sample settings (0c6c27a)';
const webPageTestService = 'WebPageTest service list';
const lastMile = 'The round trip is the last mile alone: the server is taken to stand at its end.';
const oneRate = 'The source gives one rate: the uplink is taken equal (own assumption).';

/**
 * Rates and round trips are the sources' *targets*. DevTools multiplies its latencies (5×, 3.75×, 2.75×) because it
 * delays each request once; here DNS, TCP, TLS and slow start each cost their own round trips, so a multiplied
 * latency would be counted twice.
 */
const rows: readonly Row[] = [
  ['devtools-fast-4g', 'Fast 4G', devtools, 9000, 1500, 60, 'mobile'],
  ['devtools-slow-4g', 'Slow 4G', devtools, 1600, 750, 150, 'mobile'],
  ['devtools-3g', '3G', devtools, 500, 500, 400, 'oldMobile'],
  ['lighthouse-slow-4g', 'Slow 4G, mobile', lighthouse, 1638.4, 750, 150, 'mobile'],
  ['lighthouse-3g', 'Regular 3G, mobile', lighthouse, 700, 700, 300, 'oldMobile'],
  ['lighthouse-dense-4g', 'Dense 4G, desktop', lighthouse, 10_240, 10_240, 40, 'mobile', oneRate],
  ['wpt-cable', 'Cable', webPageTest, 5000, 1000, 28, 'wired', lastMile],
  ['wpt-dsl', 'DSL', webPageTest, 1500, 384, 50, 'wired', lastMile],
  ['wpt-fios', 'FIOS', webPageTest, 20_000, 5000, 4, 'wired', lastMile],
  ['wpt-3g', '3G', webPageTest, 1600, 768, 300, 'oldMobile', lastMile],
  ['wpt-3g-fast', '3G fast', webPageTest, 1600, 768, 150, 'oldMobile', lastMile],
  ['wpt-3g-slow', '3G slow', webPageTest, 780, 330, 200, 'oldMobile', lastMile],
  ['wpt-edge', 'EDGE', webPageTest, 240, 200, 840, 'oldMobile', lastMile],
  ['wpt-2g', '2G', webPageTest, 35, 32, 1300, 'oldMobile', lastMile],
  ['wpt-4g', '4G', webPageTestService, 9000, 9000, 170, 'mobile', lastMile],
  ['wpt-lte', 'LTE', webPageTestService, 12_000, 12_000, 70, 'mobile', lastMile],
  ['firefox-wifi', 'Wi-Fi', 'Firefox DevTools', 30_000, 15_000, 2, 'wifi', lastMile],
  ['nearside-5g', '5G', OWN_ASSUMPTION, 150_000, 20_000, 30, 'mobile', 'No canonical 5G profile was found.'],
  [
    'nearside-fibre',
    'Fibre',
    OWN_ASSUMPTION,
    300_000,
    100_000,
    15,
    'wired',
    'A home fibre line, a data centre in the region.',
  ],
];

export const profiles: readonly NetworkProfile[] = rows.map(
  ([id, title, source, downKbps, upKbps, rttMs, link, note = '']) => ({
    id,
    title,
    source,
    downKbps,
    upKbps,
    rttMs,
    ...links[link],
    note,
  }),
);

export const DEFAULT_PROFILE = 'devtools-fast-4g';

const customLimits = { rttMs: [0, 10_000], downKbps: [1, 100_000_000], upKbps: [1, 100_000_000] } as const;
const customNames = {
  rttMs: (least: number, most: number) => `The round trip is from ${least} to ${most.toLocaleString('en')} ms.`,
  downKbps: (least: number, most: number) =>
    `The downlink is from ${least / 1000} to ${(most / 1000).toLocaleString('en')} Mbit/s.`,
  upKbps: (least: number, most: number) =>
    `The uplink is from ${least / 1000} to ${(most / 1000).toLocaleString('en')} Mbit/s.`,
};

/**
 * A visitor's own network. Its id carries its figures (`custom:40:9000:1500`, round trip : down : up), so that a record
 * or a link that names it can be repeated.
 * @throws RangeError when a figure is outside its limits, with a sentence that can be shown
 */
export function customProfile(own: { rttMs: number; downKbps: number; upKbps: number }): NetworkProfile {
  for (const key of ['rttMs', 'downKbps', 'upKbps'] as const) {
    const [least, most] = customLimits[key];
    if (!(own[key] >= least && own[key] <= most)) {
      throw new RangeError(customNames[key](least, most));
    }
  }
  // Rounded, so that the id reads back to the same figures.
  const [rttMs, downKbps, upKbps] = [own.rttMs, own.downKbps, own.upKbps].map((x) => Math.round(x * 1000) / 1000) as [
    number,
    number,
    number,
  ];
  return {
    id: `custom:${rttMs}:${downKbps}:${upKbps}`,
    title: 'Mine',
    source: 'The visitor',
    downKbps,
    upKbps,
    rttMs,
    ...links.mobile,
    note: 'Jitter and loss as on a mobile network (own assumption).',
  };
}

/** What is beyond the network's edge is taken for a wired way without loss: its jitter, as a share of its round trip. */
export const BEYOND_JITTER_SHARE = links.wired.jitterShare;

/** Standard deviation of a one-way delay, ms: the network's own and that of the way beyond it, which add up at worst. */
export function jitterMs({ rttMs, distanceMs = 0, jitterShare }: NetworkProfile): number {
  return jitterShare * (rttMs - distanceMs) + BEYOND_JITTER_SHARE * distanceMs;
}

/**
 * A network with the server beyond its edge. Its id names both (`nearside-5g@40`), so that a record or a link can be repeated.
 * @param network with the server at its edge, as {@link profileOf} gives it for an id without a distance
 * @param distanceMs round trip from that edge to the server; 0 leaves the network as it is
 */
export function awayBy(network: NetworkProfile, distanceMs: number): NetworkProfile {
  if (distanceMs === 0) return network;
  return { ...network, id: `${network.id}@${distanceMs}`, rttMs: network.rttMs + distanceMs, distanceMs };
}

/** Beyond what is shown, so that a link may name a satellite; written in one way only. */
export const MOST_DISTANCE_MS = 1000;

function isDistance(text: string): boolean {
  const ms = Number(text);
  return /^\d{1,4}(\.\d{1,2})?$/.test(text) && String(ms) === text && ms > 0 && ms <= MOST_DISTANCE_MS;
}

/** @returns the profile of that id, one with a distance (`nearside-5g@40`) or a custom one included; undefined when there is none such */
export function profileOf(id: string): NetworkProfile | undefined {
  const [network = '', distance, ...others] = id.split('@');
  if (others.length > 0 || (distance !== undefined && !isDistance(distance))) return undefined;
  const found = networkOf(network);
  return found && awayBy(found, Number(distance ?? 0));
}

function networkOf(id: string): NetworkProfile | undefined {
  const custom = /^custom:([\d.]+):([\d.]+):([\d.]+)$/.exec(id);
  if (!custom) return profiles.find((profile) => profile.id === id);
  try {
    return customProfile({ rttMs: Number(custom[1]), downKbps: Number(custom[2]), upKbps: Number(custom[3]) });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
