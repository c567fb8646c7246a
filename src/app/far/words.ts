import { plural } from '../../domain/words';
import { duration } from '../../ui/format';
import type { Near } from './near';

export const words = {
  title: 'The far side · Nearside',
  heading: 'The far side',
  lead: 'What a cloud would take to answer in this device’s place: its network, its chips, its queue, its price. Everything cool and hatched is simulated, from figures that are named.',
  pages: 'Pages of the far side',
  setting: 'What is compared',
  change: 'Change',
  done: 'Done',
  model: 'Model',
  near: 'This device, ms an answer',
  nearText: 'This device, ms to the first token',
  nearHint: 'Leave it empty for what was measured here.',
  nearProblem: 'A time is from 0.01 to 600,000 ms.',
  noNear: {
    looking: 'Looking for what was measured here …',
    says: 'How long this device takes for an answer is not known yet: it was not measured here, and nobody stated it.',
    measure: 'Measure it on Try',
    state: 'Or state a time, ms an answer',
    take: 'Compare',
  },
  transport: 'Connection',
  transports: {
    tcp: 'TCP and TLS 1.3',
    quic: 'QUIC',
    'quic-0rtt': 'QUIC with a ticket from before (0-RTT)',
  },
  seed: 'Seed',
  again: 'Try again',
  loading: 'Fetching the catalogue …',
  missing: 'This part of the page could not be fetched. Connect and load it again.',
  unknown: (path: string) => `The far side has no page “${path}”.`,
} as const;

/** "23 ms, measured here on WASM, 2 threads", or what is there in its place. */
export function nearWords(near: Near | undefined, isRead: boolean): string {
  if (!near) return isRead ? 'not measured here yet' : 'looking …';
  const ms = duration(near.percentiles.p50);
  if (near.kind === 'stated') return `${ms}, as you say`;
  const what = near.tokenMs === undefined ? '' : ' to the first token';
  // Of a text the first token has a middle alone: its samples are those of its tokens.
  const samples = near.tokenMs === undefined ? near.sortedMs.length : near.cell.steady.n;
  return `${ms}${what}, measured here (${near.target}, ${plural(samples, 'sample')})`;
}

/** Of what else the server has to do. */
export const trafficWords = {
  legend: 'Others at the server',
  kinds: {
    load: 'As busy as the server’s own load says',
    workers: 'Requests a second, answered one by one',
    batches: 'Requests a second, gathered in batches',
    sleeping: 'A server that sleeps when nobody asks',
  },
  figures: {
    rate: 'Requests a second',
    workers: 'Workers',
    batch: 'Batch, at most',
    'batch-timeout-ms': 'A batch waits, ms',
    'keep-alive-s': 'Stays awake, s',
    'cold-start-ms': 'Takes to wake, ms',
  },
  holds: 'The last good figure still holds.',
  outside: (name: string, least: number, most: number, isWhole: boolean) =>
    `${name}: a ${isWhole ? 'whole ' : ''}number from ${least} to ${most.toLocaleString('en')}.`,
} as const;

/** Of a decoder, from one token to the next here. */
export const tokenTimeWords = {
  token: 'This device, ms a token after the first',
  problem: 'A token takes from 0.01 to 60,000 ms.',
  of: (isStated: boolean, time: string | undefined) => {
    if (isStated) return 'as you say';
    return time === undefined ? 'Not measured here: write a story on Try, or state it.' : `${time}, measured here`;
  },
} as const;
