import { inMs, percent, plural } from '../../../domain/words';
import { significant, whole } from '../../../domain/number';
import { farLane, type Stretch } from '../../../charts/distance/lanes';
import type { FarPoint } from '../../../far/anyDistance';
import type { Queueing } from '../../../far/queue/traffic';
import type { Percentiles } from '../../../far/samples';
import type { Spread } from '../../../far/spread';
import type { Trips } from '../../../measure/link/trips';
import type { Rate } from '../../../measure/link/rate';
import { bytes } from '../../../ui/format';

export type Connection = 'warm' | 'cold';

const stretchWords: Readonly<Record<Stretch['id'], string>> = {
  before: 'before',
  inference: 'inference',
  after: 'after',
  beside: 'beside',
  'set-up': 'opening the connection',
  travel: 'the way there and back',
  sending: 'sending what is asked',
  server: 'the server',
  back: 'fetching the answer',
  lost: 'lost packets',
};

/** "mostly the way there and back (84 ms)". */
function mostly(connection: Connection, { warm, cold, totalMs, coldTotalMs }: FarPoint): string {
  const [legs, total] = connection === 'warm' ? [warm, totalMs] : [cold, coldTotalMs];
  const { stretches } = farLane(connection === 'warm' ? 'open' : 'first', legs, total.median);
  const longest = stretches.toSorted((a, b) => b.ms - a.ms)[0];
  if (!longest) return '';
  const isMost = longest.ms > total.median / 2;
  return `${isMost ? 'mostly' : 'most of all'} ${stretchWords[longest.id]}, ${inMs(longest.ms)}`;
}

/** Where the time goes, in a sentence or two. */
export function findingOf(far: FarPoint, isWriting: boolean): string {
  const answered = isWriting ? 'have their first token' : 'are answered';
  return `Half of all requests on an open connection ${answered} within ${inMs(far.totalMs.median)}: ${mostly('warm', far)}. The first, which opens the connection, takes ${inMs(far.coldTotalMs.median)}: ${mostly('cold', far)}.`;
}

export const words = {
  rail: 'How far away the server is',
  waiting: 'Working it out …',
  fetching: 'Fetching it …',
  missing: 'This part of the page could not be fetched. Connect and load it again.',
  holds: 'What is shown is the last that could be worked out.',
  near: (ms: number, isMeasured: boolean) => `${inMs(ms)} here, ${isMeasured ? 'measured' : 'as you say'}.`,
  noNear: 'This device was not measured with this model yet.',
  busy: (queueing: Queueing): string => {
    const { load, capacityPerSecond, meanBatch, coldShare } = queueing;
    if (capacityPerSecond === Infinity)
      return `${percent(coldShare)} of requests find the server asleep and wait for it.`;
    const batches = meanBatch > 1 ? `, ${significant(meanBatch, 2)} in a batch` : '';
    return load === 0
      ? `Nobody else asks the server, which could answer ${significant(capacityPerSecond, 2)} requests a second.`
      : `The server is busy ${percent(load)} of the time; it could answer ${significant(capacityPerSecond, 2)} requests a second${batches}.`;
  },
  legs: {
    title: 'Leg by leg',
    key: { warm: 'connection open', cold: 'first request' },
    here: 'This device',
    total: 'In all, median',
    table: 'Each leg, and what it rests on',
    columns: { leg: 'Leg', warm: 'Open', cold: 'First', rests: 'Rests on' },
    measured: (target: string) => `Measured on this device: ${target}`,
    stated: 'As the visitor says',
    spoken: (label: string, warm: string, cold: string) => `${label}: ${warm}, the first time ${cold}`,
  },
  spread: {
    title: 'How much it varies',
    rows: { near: 'This device', warm: 'Connection open', cold: 'First request' },
    how: { near: 'measured', stated: 'as you say', warm: 'simulated', cold: 'simulated' },
    finding: (warm: Spread, cold: Spread) =>
      `Of ${whole(warm.requests)} simulated requests nine of ten are answered within ${inMs(warm.percentiles.p90)}, 99 of 100 within ${inMs(warm.percentiles.p99)}; first ones within ${inMs(cold.percentiles.p90)} and ${inMs(cold.percentiles.p99)}.`,
    note: 'Each row is as high as its own peak.',
    beyond: (share: number, p99Ms: number | undefined) =>
      `${percent(share)} beyond${p99Ms === undefined ? '' : `, 99 % within ${inMs(p99Ms)}`}`,
    table: 'Percentiles',
    columns: ['Side', 'Half within', '9 of 10', '99 of 100', 'From'],
    samples: (n: number) => plural(n, 'measured answer'),
    middle: 'the middle of measured first tokens: no spread is known',
    unknown: 'unknown',
    requests: (n: number) => `${whole(n)} simulated requests`,
    points: { p50: '50 %', p90: '90 %', p99: '99 %' } satisfies Record<keyof Percentiles, string>,
  },
  tokens: {
    title: 'Token by token',
    finding: (tokens: number, firstMs: number, tokenMs: number) =>
      `The first token is here after ${inMs(firstMs)}; then one comes every ${inMs(tokenMs)}, ${significant(1000 / tokenMs, 2)} a second: ${tokens} tokens take ${inMs(firstMs + (tokens - 1) * tokenMs)}.`,
    here: (tokens: number, firstMs: number, tokenMs: number) =>
      `Here, measured: ${inMs(firstMs)} to the first, then ${inMs(tokenMs)} each: ${tokens} tokens in ${inMs(firstMs + (tokens - 1) * tokenMs)}.`,
    key: (tokens: number) => `Of each bar: to the first token, then the ${tokens - 1} after it.`,
    table: 'What it rests on',
    columns: ['Side', 'To the first token', 'Between tokens', 'Rests on'],
    rows: { near: 'This device', warm: 'Connection open', cold: 'First request' },
    measured: 'Measured on this device',
    noNear: 'This device has not written with this model yet.',
  },
  sent: {
    legend: 'What a request carries',
    options: { sample: 'The sample', tensor: 'Its raw tensor', own: 'Own bytes' },
    bytes: 'Bytes up',
    problem: 'A request carries whole bytes from 1 to 1,000,000,000. The last good figure still holds.',
    says: (up: number, down: number) => `${bytes(up)} up, ${bytes(down)} down`,
  },
  place: {
    title: 'Where the server stands',
    server: 'The server stands in',
    from: 'You are near',
    none: 'no place in particular',
    choose: 'choose',
    here: 'where I am',
    locate: 'From where I am',
    locating: 'Asking where you are …',
    hint: 'Asked of the browser when you press, kept nowhere, sent nowhere.',
    refused: 'The browser gives no place away: it was not allowed to. Choose a town near you.',
    unknown: 'Where you are could not be found. Choose a town near you.',
    far: 'That is farther than a server can be: choose another.',
    says: (city: string, km: number, usualMs: number, leastMs: number) =>
      `${city} is ${whole(km)} km away: ${inMs(usualMs)} there and back over usual routes (2.1 times the great circle: Bozkurt et al. 2018), and at least ${inMs(leastMs)} in fibre at two thirds of the speed of light.`,
  },
  mine: {
    title: 'Measure my network',
    lead: (download: string) =>
      `21 small requests to this site’s own host, one after another, then up to ${download} of it, for 4 s at most. Nothing is kept or sent.`,
    start: 'Measure mine',
    again: 'Measure again',
    stop: 'Stop',
    under: (done: number, of: number) => (done < of ? `Round trip ${done} of ${of} …` : 'Downloading …'),
    trips: ({ medianMs, p10Ms, p90Ms, n, leastMs }: Trips) =>
      `${inMs(medianMs)} to the first byte (${significant(p10Ms, 2)}–${significant(p90Ms, 2)} ms for 8 of 10, least ${inMs(leastMs)}, n = ${n})`,
    handshake: (ms: number) => `TCP’s handshake alone took ${inMs(ms)}`,
    rate: ({ medianKbps, p10Kbps, p90Kbps, n }: Rate) =>
      n === 1
        ? `${significant(medianKbps / 1000, 2)} Mbit/s, one figure`
        : `${significant(medianKbps / 1000, 2)} Mbit/s (${significant(p10Kbps / 1000, 2)}–${significant(p90Kbps / 1000, 2)} for 8 of 10 windows of 0.2 s, n = ${n})`,
    noRate: 'unknown: the download was too short to time, or broke off',
    packed: 'the host packed the file, so that less travelled than was counted: too high',
    up: 'unknown: a host of files takes no upload',
    hint: (rttMs: number | undefined, downKbps: number | undefined) =>
      [rttMs !== undefined && `round trip ${rttMs} ms`, downKbps !== undefined && `${downKbps / 1000} Mbit/s down`]
        .filter(Boolean)
        .join(', '),
    rows: { trip: 'Round trip', down: 'Down', up: 'Up', hint: 'The browser’s own guess', over: 'Over' },
    caveat:
      'The site’s host is not your server: often it is a copy near you (a CDN), and its own time to answer is in the round trip. So this is the way to the network’s edge; the slider says how far beyond it the server stands.',
    localhost: 'This page comes from this very device: what was measured is no network.',
    use: 'Use as my network',
    used: (up: number, isRateKnown: boolean) =>
      `It is the network now. Up is taken from the network chosen before, ${significant(up / 1000, 2)} Mbit/s${isRateKnown ? '' : ', and so is down'}: change it under “Change”.`,
    outside: 'These figures are outside of what can be simulated.',
  },
  replay: {
    title: 'Replay a recorded network',
    lead: 'A HAR file from the browser’s own tools, or JSON: a list of { atMs, rttMs, downKbps, upKbps }. It is read on this device and goes nowhere.',
    choose: 'Choose a recording',
    other: 'Choose another',
    away: 'Put it away',
    reading: 'Reading it …',
    running: 'Replaying …',
    name: (name: string, points: number, durationMs: number) =>
      `${name}: ${plural(points, 'point')} over ${span(durationMs)}`,
    finding: (warm: Percentiles, requests: number) =>
      `Along it half of ${whole(requests)} requests on an open connection are answered within ${inMs(warm.p50)}, nine of ten within ${inMs(warm.p90)}, 99 of 100 within ${inMs(warm.p99)}.`,
    longer: (share: number) =>
      share === 0 ? ' The cloud is sooner for all of them.' : ` This device is sooner for ${percent(share)} of them.`,
    key: { band: '50 to 90 % of requests', near: 'this device' },
    table: 'The recording, stretch by stretch',
    columns: ['From', 'Round trip', 'Down, Mbit/s', 'Up, Mbit/s', 'Half within', '9 of 10', 'First: half within'],
    beyond: 'The recording stands in place of the network chosen above; the slider’s distance is not added to it.',
  },
} as const;

/** "45 s", "12 min", "3.4 h". */
export function span(ms: number): string {
  const seconds = ms / 1000;
  if (seconds < 120) return `${significant(seconds, 2)} s`;
  return seconds < 7200 ? `${significant(seconds / 60, 2)} min` : `${significant(seconds / 3600, 2)} h`;
}
