import { DEFAULT_AFTER_IDLE, type AfterIdle } from '../../far/afterIdle';
import { DEFAULT_TRANSPORT, transports, type Transport } from '../../far/framing';
import { figuresOf, trafficLimits, trafficOf, type TrafficFigures } from '../../far/queue/figures';
import type { Traffic } from '../../far/queue/traffic';
import { SENT_LIMITS, sendings, type Sending } from '../../far/asked';
import { parseModelRef } from '../../models/modelRef';
import type { LinkParams } from '../../results/params';
import { quoted } from '../../domain/text';
import { closest } from '../../domain/suggest';
import { defaultFar } from '../defaultFar';

/** What the pages of the far side are about: a model on this device against a simulated cloud. */
export interface Choice {
  readonly model: string;
  /** Network, with how far beyond it the server stands: `firefox-wifi@40`. */
  readonly profile: string;
  readonly server: string;
  readonly afterIdle: AfterIdle;
  readonly transport: Transport;
  /** What else the server has to do, in place of its own load. */
  readonly traffic?: Traffic;
  /** What a request carries. */
  readonly send: Sending;
  readonly seed: number;
  /** A time of this device that the visitor states, ms; what was measured here where absent. */
  readonly nearMs?: number;
}

export const DEFAULT_MODEL = 'movenet-lightning';

export const defaultChoice: Choice = {
  model: DEFAULT_MODEL,
  ...defaultFar,
  afterIdle: DEFAULT_AFTER_IDLE,
  transport: DEFAULT_TRANSPORT,
  send: 'sample',
  seed: 1,
};

/** Of a stated time of this device, ms: from a clock's tick to ten minutes. */
export const NEAR_LIMITS = { leastMs: 0.01, mostMs: 600_000 } as const;

export interface ReadChoice {
  readonly choice: Choice;
  /** A sentence for each thing that was refused: what stands in its place is the default. */
  readonly problems: readonly string[];
}

/**
 * What an address asks of these pages. `models` (the first), `far`, `server`, `after-idle` and `seed` are every page's, read and
 * checked with the link; `transport`, `send`, traffic's figures by the command's names, and `near-ms` are read here. Never throws.
 */
export function readChoice(query: string, link: Readonly<Partial<LinkParams>>): ReadChoice {
  const search = new URLSearchParams(query);
  const problems: string[] = [];
  const transport = readTransport(search.get('transport'), problems);
  const send = readSending(search.get('send'), problems);
  const traffic = readTraffic(search, problems);
  const nearMs = readNumber('near-ms', search.get('near-ms'), NEAR_LIMITS.leastMs, NEAR_LIMITS.mostMs, problems);
  return {
    choice: {
      // A server stores weights in its own precision, whichever artefact is named.
      model: parseModelRef(link.models?.[0] ?? defaultChoice.model).model,
      profile: link.far?.profile ?? defaultChoice.profile,
      server: link.far?.server ?? defaultChoice.server,
      afterIdle: link.far?.afterIdle ?? defaultChoice.afterIdle,
      seed: link.seed ?? defaultChoice.seed,
      transport,
      send,
      ...(traffic && { traffic }),
      ...(nearMs !== undefined && { nearMs }),
    },
    problems,
  };
}

function readTransport(text: string | null, problems: string[]): Transport {
  const found = transports.find((known) => known === text);
  if (found || text === null) return found ?? DEFAULT_TRANSPORT;
  const guess = closest(text, transports);
  problems.push(
    `There is no transport ${quoted(text)}. Known: ${transports.join(', ')}${guess ? `; did you mean '${guess}'?` : '.'}`,
  );
  return DEFAULT_TRANSPORT;
}

function readSending(text: string | null, problems: string[]): Sending {
  const named = sendings.find((known) => known === text);
  if (named || text === null) return named ?? defaultChoice.send;
  const { leastBytes, mostBytes } = SENT_LIMITS;
  const bytes = /^\d{1,10}$/.test(text) ? Number(text) : 0;
  if (bytes >= leastBytes && bytes <= mostBytes) return bytes;
  problems.push(
    `'send' is ${sendings.join(', ')}, or whole bytes from ${leastBytes} to ${mostBytes.toLocaleString('en')}; ${quoted(text)} is not.`,
  );
  return defaultChoice.send;
}

function readTraffic(search: URLSearchParams, problems: string[]): Traffic | undefined {
  const figures: { -readonly [Name in keyof TrafficFigures]: number } = {};
  for (const [key, { least, most, isWhole }] of Object.entries(trafficLimits)) {
    const name = key as keyof TrafficFigures;
    const value = readNumber(name, search.get(name), least, most, problems, isWhole);
    if (value !== undefined) figures[name] = value;
  }
  const traffic = trafficOf(figures);
  if (!traffic || !('problem' in traffic)) return traffic;
  problems.push(traffic.problem);
  return undefined;
}

function readNumber(
  name: string,
  text: string | null,
  least: number,
  most: number,
  problems: string[],
  isWhole = false,
): number | undefined {
  if (text === null) return undefined;
  const value = Number(text);
  const isNumber = /^\d+(\.\d+)?(e[-+]?\d+)?$/i.test(text.trim());
  if (isNumber && value >= least && value <= most && (!isWhole || Number.isInteger(value))) return value;
  problems.push(
    `'${name}' is a ${isWhole ? 'whole ' : ''}number from ${least} to ${most.toLocaleString('en')}; ${quoted(text)} is not.`,
  );
  return undefined;
}

/** The query that {@link readChoice} reads back to the same choice; what is as it is anyway is left out. */
export function queryFor(choice: Choice): URLSearchParams {
  const { model, profile, server, afterIdle, transport, send, traffic, seed, nearMs } = choice;
  const search = new URLSearchParams();
  const put = (name: string, value: string | number | undefined, usual?: string | number) => {
    if (value !== undefined && value !== usual) search.set(name, String(value));
  };
  put('models', model, defaultChoice.model);
  // A server or a behaviour that stands alone in a link goes with the command line's own network.
  const isUsual = server === defaultChoice.server && afterIdle === defaultChoice.afterIdle;
  put('far', profile, isUsual ? defaultChoice.profile : undefined);
  put('server', server, defaultChoice.server);
  put('after-idle', afterIdle, defaultChoice.afterIdle);
  put('transport', transport, defaultChoice.transport);
  put('send', send, defaultChoice.send);
  for (const [name, value] of Object.entries(figuresOf(traffic))) put(name, value);
  put('seed', seed, defaultChoice.seed);
  put('near-ms', nearMs);
  return search;
}
