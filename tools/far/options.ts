import { readFileSync } from 'node:fs';
import type { OptionType } from '../../bench/options';
import { UsageError } from '../../bench/usage';
import { closest } from '../../src/domain/suggest';
import { quoted } from '../../src/domain/text';
import { afterIdles, DEFAULT_AFTER_IDLE } from '../../src/far/afterIdle';
import { DEFAULT_TRANSPORT, transports } from '../../src/far/framing';
import { DEFAULT_SERVER, partsOf, profileIds, serverIds } from '../../src/far/ids';
import { awayBy, customProblem, DEFAULT_PROFILE, profileOf, type NetworkProfile } from '../../src/far/network';
import { regionsFrom } from '../../src/far/place';
import { regions } from '../../src/far/regions';
import { trafficLimits, trafficOf, type TrafficFigures } from '../../src/far/queue/figures';
import type { Traffic } from '../../src/far/queue/traffic';
import { networksOf } from '../../src/far/trace/replay';
import { readTrace, type Trace } from '../../src/far/trace/trace';
import { modelIds } from '../models/cards';
import { sendings, type Sending } from '../../src/far/asked';

export const simulateOptions = {
  model: 'string',
  profile: 'string',
  server: 'string',
  n: 'string',
  seed: 'string',
  json: 'string',
  'away-ms': 'string',
  from: 'string',
  region: 'string',
  trace: 'string',
  transport: 'string',
  'after-idle': 'string',
  rate: 'string',
  workers: 'string',
  batch: 'string',
  'batch-timeout-ms': 'string',
  'keep-alive-s': 'string',
  'cold-start-ms': 'string',
  send: 'string',
  'up-bytes': 'string',
  'down-bytes': 'string',
} as const satisfies Record<string, OptionType>;
type Name = keyof typeof simulateOptions;
type Given = ReadonlyMap<string, readonly string[]>;

export const simulateUsage = `--model movenet-lightning   one model's requests through a simulated cloud, leg by leg
    --profile slow-4g     a network, or one of your own: custom:ROUND-TRIP:DOWN:UP in ms and kbit/s, as in custom:40:9000:1500:jitter-5:loss-1
    --trace FILE          a recorded network in its place: a HAR file, or a list of { rttMs, downKbps, upKbps }
    --away-ms 40          round trip from the network's edge to the server
    --from 48.1,11.6 --region europe-west3   the same by the distance on the Earth
    --server l4           a server; --n 1000 requests; --seed 1; --json FILE
    --transport tcp       tcp, quic or quic-0rtt; --after-idle slow-start or window-kept
    --rate 200 --workers 2 --batch 8 --batch-timeout-ms 2   everybody's requests a second, in place of the server's own load
    --rate 0.01 --keep-alive-s 300 --cold-start-ms 5000      a server that sleeps
    --send sample         or tensor: what the network takes, raw
    --up-bytes, --down-bytes   in place of the sample's and its answer's`;

/** What the command line asks for, checked. */
export interface Request {
  readonly model: string;
  readonly profile: NetworkProfile;
  readonly trace?: Trace;
  readonly networkAt?: (index: number) => NetworkProfile;
  readonly server: string;
  readonly n: number;
  readonly seed: number;
  readonly json?: string;
  readonly transport: (typeof transports)[number];
  readonly afterIdle: (typeof afterIdles)[number];
  readonly traffic?: Traffic;
  readonly send: Sending;
  readonly upBytes?: number;
  readonly downBytes?: number;
}

function find<T extends string>(kind: string, id: string, known: readonly T[]): T {
  const found = known.find((one) => one === id);
  if (found !== undefined) return found;
  const guess = closest(id, known);
  throw new UsageError(
    `There is no ${kind} ${quoted(id)}. Known: ${known.join(', ')}${guess ? `; did you mean '${guess}'?` : '.'}`,
  );
}

/** A short name stands for the first id that it ends (`slow-4g`) or begins (`l4`) at a hyphen. */
function named(kind: string, name: string, known: readonly string[]): string {
  const short =
    known.find((id) => id === name) ?? known.find((id) => id.endsWith(`-${name}`) || id.startsWith(`${name}-`));
  return short ?? find(kind, name, known);
}

/** Reads one option's value at a time. @throws UsageError where it is given twice or isn't what it should be */
class Reader {
  readonly #given: Given;

  constructor(given: Given) {
    this.#given = given;
  }

  text(name: Name): string | undefined {
    const [value, ...others] = this.#given.get(name) ?? [];
    if (others.length > 0) throw new UsageError(`--${name} is given ${others.length + 1} times.`);
    return value;
  }

  number(name: Name, least: number, most: number): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const value = Number(text);
    if (/^[\d.]+(e[-+]?\d+)?$/i.test(text) && value >= least && value <= most) return value;
    throw new UsageError(
      `--${name} is a number from ${least} to ${most.toLocaleString('en')}; ${quoted(text)} is not.`,
    );
  }

  whole(name: Name, least: number, most: number): number | undefined {
    const value = this.number(name, least, most);
    if (value === undefined || Number.isInteger(value)) return value;
    throw new UsageError(`--${name} is a whole number; ${value} is not.`);
  }
}

function networkOf(read: Reader): NetworkProfile {
  const text = read.text('profile') ?? DEFAULT_PROFILE;
  const problem = customProblem(text);
  if (problem) throw new UsageError(`${quoted(text)} can't be used. ${problem}`);
  const { network } = partsOf(text);
  const id = network.startsWith('custom:') ? network : named('network profile', network, profileIds);
  const profile = profileOf(text.replace(network, id));
  if (profile) return away(profile, distanceOf(read));
  throw new UsageError(`${quoted(text)} must end in a round trip above 0 to 1000 ms: '${id}@40'.`);
}

function away(profile: NetworkProfile, distanceMs: number | undefined): NetworkProfile {
  if (distanceMs === undefined) return profile;
  if (profile.distanceMs !== undefined)
    throw new UsageError('The profile says already how far away the server is: leave one of the two out.');
  return awayBy(profile, distanceMs);
}

function distanceOf(read: Reader): number | undefined {
  const [given, from, region] = [read.number('away-ms', 0, 1000), read.text('from'), read.text('region')];
  if (from === undefined && region === undefined) return given;
  if (from === undefined || region === undefined || given !== undefined)
    throw new UsageError('--from and --region go together, and stand in place of --away-ms.');
  const id = find(
    'region',
    region,
    regions.map((one) => one.id),
  );
  const [latitude, longitude, ...more] = from
    .split(',')
    .map((text) => (text.trim() === '' ? Number.NaN : Number(text)));
  try {
    if (latitude === undefined || longitude === undefined || more.length > 0)
      throw new RangeError('A place has two numbers.');
    const found = regionsFrom({ latitude, longitude }).find((one) => one.region.id === id);
    return found && Math.round(100 * found.usualMs) / 100;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new UsageError(`--from is degrees north and east, as in 48.1,11.6. ${error.message}`);
  }
}

function trafficIn(read: Reader): Traffic | undefined {
  const figures: Record<string, number> = {};
  for (const [name, { least, most, isWhole }] of Object.entries(trafficLimits)) {
    const value = read[isWhole ? 'whole' : 'number'](name as keyof TrafficFigures, least, most);
    if (value !== undefined) figures[name] = value;
  }
  const traffic = trafficOf(figures, (name) => `--${name}`);
  if (traffic && 'problem' in traffic) throw new UsageError(traffic.problem);
  return traffic;
}

function traceIn(file: string): Trace {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`${file} can't be read: ${(error as Error).message}`);
  }
  const trace = readTrace(text);
  if ('problem' in trace) throw new UsageError(`${file} can't be replayed. ${trace.problem}`);
  return trace;
}

/** @throws UsageError with a sentence */
export function readRequest(given: Given): Request {
  const read = new Reader(given);
  const model = find('model', read.text('model') ?? '', modelIds());
  const n = read.whole('n', 1, 1_000_000) ?? 1000;
  const file = read.text('trace');
  if (file !== undefined && (['profile', 'away-ms', 'from', 'region'] as const).some((name) => given.has(name)))
    throw new UsageError('--trace stands in place of a profile and its distance.');
  const trace = file === undefined ? undefined : traceIn(file);
  const networkAt = trace && networksOf(trace, n);
  return {
    model,
    profile: networkAt?.(0) ?? networkOf(read),
    trace,
    networkAt,
    server: named('server', read.text('server') ?? DEFAULT_SERVER, serverIds),
    n,
    seed: read.whole('seed', 0, 0xffff_ffff) ?? 1,
    json: read.text('json'),
    transport: find('transport', read.text('transport') ?? DEFAULT_TRANSPORT, transports),
    afterIdle: find('behaviour after idle', read.text('after-idle') ?? DEFAULT_AFTER_IDLE, afterIdles),
    traffic: trafficIn(read),
    send: find('thing to send', read.text('send') ?? 'sample', sendings),
    upBytes: read.whole('up-bytes', 0, 1e9),
    downBytes: read.whole('down-bytes', 0, 1e9),
  };
}
