import type { Connection } from '../../../far/breakEven/anyNetwork';
import type { Share } from '../../../far/breakEven/breakEven';
import type { BreakEven } from '../../../far/breakEven/search';
import { significant, whole } from '../../../domain/number';
import { inMs, percent, plural, type TextPart } from '../../../domain/words';
import { CLOSE_SHARE } from '../../../judge/limits';

/** "750 kbit/s", "1.5 Mbit/s", "1 Gbit/s". */
export function rateWords(kbps: number): string {
  if (kbps >= 999_500) return `${significant(kbps / 1e6, 3)} Gbit/s`;
  return kbps < 999.5 ? `${significant(kbps, 3)} kbit/s` : `${significant(kbps / 1000, 3)} Mbit/s`;
}

export const shareWords: Readonly<
  Record<Share, { readonly title: string; readonly of: string; readonly short: string }>
> = {
  p50: { title: 'Half (p50)', of: 'half of all', short: 'half' },
  p90: { title: '9 of 10 (p90)', of: '9 of 10', short: '9 of 10' },
  p99: { title: '99 of 100 (p99)', of: '99 of 100', short: '99 of 100' },
};

export const connectionWords: Readonly<Record<Connection, string>> = {
  warm: 'Connection open',
  cold: 'To be opened',
};

export const words = {
  share: 'Which answers count',
  connection: 'Connection',
  whatIf: 'If this device took',
  measured: 'As measured again',
  looking: 'Looking for where they are even …',
  redrawing: 'being redrawn',
  title: 'Who answers sooner, by round trip and uplink',
  loadProblem: 'Load',
  roundTrip: 'Round trip, ms',
  uplink: 'Uplink, Mbit/s',
  nearSide: 'this device is sooner',
  farSide: 'the cloud is sooner',
  crosshair: 'A place on the map',
  keys: 'Arrow keys move the cross; Escape brings it back to the chosen network.',
  take: 'Take this network',
  back: (title: string) => `Back to ${title}`,
  table: 'The map as tables',
  networks: 'Known networks',
  networkColumns: ['Network', 'Round trip', 'Uplink', 'There', 'Sooner'],
  borders: 'Round trip below which the cloud is sooner',
  here: 'this device',
  there: 'the cloud',
  assumes:
    'The downlink goes with the uplink in proportion, and jitter keeps its share of the round trip, as on the chosen network; points of other networks have figures of their own. The pale band is where the border lies with the server’s chip as quick or slow as is predicted (80 %).',
  simulated: 'Simulated, 1,000 requests a place, from one seed.',
} as const;

const far = (text: string): TextPart => ({ text, tone: 'far' });
const near = (text: string): TextPart => ({ text, tone: 'near' });
const strong = (text: string): TextPart => ({ text, strong: true });

/** "25 ms here, 310 ms there". */
const bothTimes = (hereMs: number, thereMs: number) => `${inMs(hereMs)} here, ${inMs(thereMs)} there`;

/** What is counted: of a model that writes text the times are those of its first token. */
export const countedWords = (isText: boolean) => (isText ? 'first tokens' : 'answers');

/** Who is sooner and by how much, for so many answers. */
export function headline(share: Share, hereMs: number, thereMs: number, isText = false): TextPart[] {
  const lead = `For ${shareWords[share].of} ${countedWords(isText)} `;
  const ratio = thereMs / hereMs;
  const end: TextPart = { text: `: ${bothTimes(hereMs, thereMs)}.` };
  if (Math.abs(Math.log(ratio)) <= Math.log(1 + CLOSE_SHARE))
    return [{ text: `${lead}neither is clearly sooner` }, end];
  return ratio > 1
    ? [{ text: lead }, near(`this device is ${timesWords(ratio)} as fast`), end]
    : [{ text: lead }, far(`the cloud is ${timesWords(1 / ratio)} as fast`), end];
}

const timesWords = (ratio: number) => `${significant(ratio, 2)} times`;

/** What a place on the map says. */
export const readout = (rttMs: number, upKbps: number, hereMs: number, thereMs: number): string => {
  const ratio = thereMs / hereMs;
  const who = ratio >= 1 ? `this device, ${timesWords(ratio)} as fast` : `the cloud, ${timesWords(1 / ratio)} as fast`;
  return `${inMs(rttMs)} and ${rateWords(upKbps)}: ${who} (${bothTimes(hereMs, thereMs)})`;
};

/** One of the things that could be turned until both are even. */
export interface Turned {
  readonly title: string;
  /** Where it stands now. */
  readonly now: string;
  readonly written: (value: number) => string;
  /** In place of "below 3". */
  readonly briefly?: (value: number) => string;
  readonly says: (even: BreakEven, value: string) => TextPart[];
}

/** "below 14 ms", "above 12 Mbit/s", "never", "always". */
export function briefly(even: BreakEven, written: (value: number) => string): string {
  return even.kind === 'at' ? `${even.farWins} ${written(even.value)}` : even.kind;
}

export const turned = {
  rtt: (network: string, rttMs: number): Turned => ({
    title: 'Round trip',
    now: `${network} has ${inMs(rttMs)}`,
    written: inMs,
    says: (even, value) => {
      if (even.kind === 'never')
        return [
          near('This device is sooner'),
          { text: ' even where the server is next door: no round trip is short enough.' },
        ];
      if (even.kind === 'always') return [far('The cloud is sooner'), { text: ' at any round trip up to 10 s.' }];
      return [far('The cloud is sooner'), { text: ' below a round trip of ' }, strong(value), { text: '.' }];
    },
  }),
  uplink: (network: string, upKbps: number): Turned => ({
    title: 'Bandwidth',
    now: `${network} has ${rateWords(upKbps)} up`,
    written: rateWords,
    says: (even, value) => {
      if (even.kind === 'never')
        return [
          near('This device is sooner'),
          { text: ' however wide the uplink is: the way and the server alone take longer.' },
        ];
      if (even.kind === 'always') return [far('The cloud is sooner'), { text: ' at any uplink, down to 1 kbit/s.' }];
      return [far('The cloud is sooner'), { text: ' above an uplink of ' }, strong(value), { text: '.' }];
    },
  }),
  load: (now: string): Turned => ({
    title: 'Load of the server',
    now,
    written: percent,
    says: (even, value) => {
      if (even.kind === 'never')
        return [near('This device is sooner'), { text: ' even where the server has nothing else to do.' }];
      if (even.kind === 'always')
        return [far('The cloud is sooner'), { text: ' however busy the server is, up to 99.9 %.' }];
      return [far('The cloud is sooner'), { text: ' below a load of ' }, strong(value), { text: '.' }];
    },
  }),
  uses: (first: string): Turned => ({
    title: 'Number of uses',
    now: first,
    written: (value) => plural(lastUse(value), 'use'),
    briefly: (value) => `up to ${plural(lastUse(value), 'use')}`,
    says: (even, value) => {
      if (even.kind === 'never')
        return [near('This device is sooner'), { text: ' from the first use on: there is nothing to make up for.' }];
      if (even.kind === 'always')
        return [
          far('The cloud is sooner'),
          { text: ' each time, so that this device never makes up for its download.' },
        ];
      if (lastUse(even.value) === 0)
        return [near('This device is sooner'), { text: ' from the first use on, its download counted.' }];
      return [
        far('The cloud is sooner in all'),
        { text: ' up to ' },
        strong(value),
        { text: '; then ' },
        near('this device'),
        { text: ' has made up for its download.' },
      ];
    },
  }),
} as const;

/** The last whole number of uses with which the cloud is sooner in all. */
export const lastUse = (even: number): number => Math.max(0, Math.ceil(even - 1e-9) - 1);

/** What the first use here takes before it. */
export const firstUseWords = (
  fetched: string,
  network: string,
  fetchedMs: number,
  openedMs: number | undefined,
): string =>
  openedMs === undefined
    ? `${fetched} to fetch over ${network}, ${inMs(fetchedMs)}; what a start takes was not measured here and is left out`
    : `${fetched} to fetch over ${network}, ${inMs(fetchedMs)}, and ${inMs(openedMs)} to start`;

/** What the other percentiles make of it. */
export function othersWords(
  others: readonly { readonly share: Share; readonly even: BreakEven }[],
  main: BreakEven,
  of: Turned,
): string {
  const told = others.map(({ share, even }) => ({ short: shareWords[share].short, text: said(even, of) }));
  if (told.every(({ text }) => text === said(main, of)))
    return `The same for ${told.map(({ short }) => short).join(' and ')}.`;
  return `For ${told.map(({ short, text }) => `${short}: ${text}`).join('; for ')}.`;
}

/** What the server's interval makes of it. */
export function intervalWords(low: BreakEven, high: BreakEven, of: Turned): string {
  const [one, other] = [said(low, of), said(high, of)];
  return one === other ? '' : `With the server’s chip as quick or slow as is predicted (80 %): ${one}, or ${other}.`;
}

const said = (even: BreakEven, { written, briefly: own }: Turned) =>
  even.kind === 'at' && own ? own(even.value) : briefly(even, written);

/** Which of this device's answers a percentile rests on. */
export function fewSamples(share: Share, count: number): string {
  const beyond = { p50: 0.5, p90: 0.1, p99: 0.01 }[share] * count;
  if (beyond >= 10) return '';
  const left = beyond < 1 ? 'less than one of them lies' : `some ${whole(beyond)} of them lie`;
  return `This device’s figure for ${shareWords[share].of} answers rests on ${plural(count, 'sample')}: ${left} beyond it, so take it for a hint.`;
}

/** Where one time stands for every percentile. */
export const noSpread = {
  stated: 'A stated time has no spread: it stands for every answer.',
  measured:
    'Of this device’s first tokens the middle alone is known: it has no spread and stands for every one of them.',
} as const;

/** On how many of the known networks the cloud is sooner. */
export function networksFinding(farTitles: readonly string[], count: number, awayMs: number): TextPart[] {
  const away = awayMs > 0 ? `, the server ${inMs(awayMs)} beyond` : '';
  if (farTitles.length === 0)
    return [near('This device is sooner'), { text: ` on all ${count} networks known here${away}.` }];
  if (farTitles.length === count)
    return [far('The cloud is sooner'), { text: ` on all ${count} networks known here${away}.` }];
  const named = farTitles.length <= 4 ? `: ${farTitles.join(', ')}` : '';
  return [
    far('The cloud is sooner'),
    { text: ` on ${farTitles.length} of the ${count} networks known here${away}${named}.` },
  ];
}
