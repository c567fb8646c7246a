import { afterIdles, DEFAULT_AFTER_IDLE, type AfterIdle } from '../../afterIdle';
import { DEFAULT_TRANSPORT, transports, type Transport } from '../../framing';
import { customProblem, DEFAULT_PROFILE, profileOf, type NetworkProfile } from '../../network';
import { compiled } from '../../software';
import type { Refusal } from '../../server';
import { limits } from './limits';

/**
 * What the emulated endpoint is asked, all of it in the address, so that a request can be repeated: the network by its id, the server by
 * its figures. It has no catalogue of servers, which whoever asks has.
 */
export interface EmulatedQuery {
  readonly profile: NetworkProfile;
  /** What the server is called: said again in the answer, and nothing else. */
  readonly server: string;
  readonly connection: 'warm' | 'cold';
  readonly afterIdle: AfterIdle;
  readonly transport: Transport;
  /** One answer on the server's chip, of a text the reading of its prompt, ms. */
  readonly computeMs: number;
  readonly softwareMs: number;
  /** σ of its logarithm. */
  readonly softwareSigma: number;
  readonly decodeMsPerMB: number;
  /** Share of the time that the server is busy with others, 0 to below 1: the wait is drawn. */
  readonly load: number;
  /** The wait, ms, where it was drawn elsewhere. */
  readonly queueMs?: number;
  readonly coldStartMs: number;
  readonly seed: number;
  /** Which request of the seed, from 0: the luck that the simulation deals to it. */
  readonly index: number;
  /** Body of the answer, bytes; as long as it is where absent. */
  readonly answerBytes?: number;
  /** The near side's answer, handed back. */
  readonly answer?: string;
  /** Of an answer that is written token by token. */
  readonly tokens?: number;
  /** From one token to the next, ms. */
  readonly tokenMs: number;
}

/** Limits of what is a number: least, most, what stands where it is absent, and whether it is whole. */
const numbers = {
  computeMs: { least: 0, most: limits.totalMs, usual: 0 },
  softwareMs: { least: 0, most: limits.totalMs, usual: compiled.softwareMs },
  softwareSigma: { least: 0, most: 3, usual: compiled.softwareSigma },
  decodeMsPerMB: { least: 0, most: 10_000, usual: compiled.decodeMsPerMB },
  load: { least: 0, most: 0.99, usual: 0 },
  queueMs: { least: 0, most: limits.totalMs },
  coldStartMs: { least: 0, most: limits.totalMs, usual: 0 },
  seed: { least: 0, most: 2 ** 32 - 1, usual: 1, whole: true },
  index: { least: 0, most: limits.index - 1, usual: 0, whole: true },
  answerBytes: { least: 0, most: limits.answerBytes, whole: true },
  tokens: { least: 1, most: limits.tokens, whole: true },
  tokenMs: { least: 0, most: 10_000, usual: 20 },
} as const;
type NumberName = keyof typeof numbers;
interface Limits {
  readonly least: number;
  readonly most: number;
  readonly usual?: number;
  readonly whole?: boolean;
}

const choices = { connection: ['warm', 'cold'], afterIdle: afterIdles, transport: transports } as const;
type ChoiceName = keyof typeof choices;

const texts = ['profile', 'server', 'answer'] as const;
const known: ReadonlySet<string> = new Set([...Object.keys(numbers), ...Object.keys(choices), ...texts]);

const grouped = (value: number) => value.toLocaleString('en');

function numberProblem(name: NumberName, text: string): string | undefined {
  const { least, most, whole }: Limits = numbers[name];
  const value = Number(text);
  if (text.trim() !== '' && value >= least && value <= most && (!whole || Number.isInteger(value))) return undefined;
  return `${name} is ${whole ? 'a whole number ' : ''}from ${grouped(least)} to ${grouped(most)}, not “${text.slice(0, 40)}”.`;
}

/** @returns a sentence for the first thing that can't be, names that nobody knows included: a misspelt one would change nothing, unseen */
function problemOf(params: URLSearchParams): string | undefined {
  for (const [name, value] of params) {
    if (!known.has(name)) return `There is no ${name.slice(0, 40)} to be given: known are ${[...known].join(', ')}.`;
    if (params.getAll(name).length > 1) return `${name} is given twice.`;
    if (name in numbers) {
      const problem = numberProblem(name as NumberName, value);
      if (problem) return problem;
    }
    if (name in choices) {
      const allowed: readonly string[] = choices[name as ChoiceName];
      if (!allowed.includes(value)) return `${name} is ${allowed.join(' or ')}, not “${value.slice(0, 40)}”.`;
    }
  }
  const id = params.get('profile') ?? DEFAULT_PROFILE;
  if (!profileOf(id)) return customProblem(id) ?? `There is no network “${id.slice(0, 60)}”.`;
  const server = params.get('server') ?? '';
  if (!/^[\w@.:+-]{0,80}$/.test(server)) return 'A server’s name is of letters, digits and - . : @ +, 80 at most.';
  if ((params.get('answer') ?? '').length > limits.answerCharacters)
    return `An answer to hand back has ${grouped(limits.answerCharacters)} characters at most.`;
  if (params.has('queueMs') && params.has('load')) return 'Give the wait (queueMs) or the load that it is drawn from.';
  if (params.has('tokens') && params.has('answerBytes')) return 'Give the tokens of an answer or its bytes, not both.';
  return undefined;
}

/** @returns a sentence where something of it can't be */
export function readQuery(params: URLSearchParams): EmulatedQuery | Refusal {
  const problem = problemOf(params);
  if (problem) return { problem };
  const optional = (name: NumberName) => (params.has(name) ? Number(params.get(name)) : undefined);
  const number = (name: NumberName) => optional(name) ?? (numbers[name] as Limits).usual ?? 0;
  return {
    profile: profileOf(params.get('profile') ?? DEFAULT_PROFILE) as NetworkProfile,
    server: params.get('server') ?? '',
    connection: (params.get('connection') ?? 'warm') as EmulatedQuery['connection'],
    afterIdle: (params.get('afterIdle') ?? DEFAULT_AFTER_IDLE) as AfterIdle,
    transport: (params.get('transport') ?? DEFAULT_TRANSPORT) as Transport,
    computeMs: number('computeMs'),
    softwareMs: number('softwareMs'),
    softwareSigma: number('softwareSigma'),
    decodeMsPerMB: number('decodeMsPerMB'),
    load: number('load'),
    queueMs: optional('queueMs'),
    coldStartMs: number('coldStartMs'),
    seed: number('seed'),
    index: number('index'),
    answerBytes: optional('answerBytes'),
    answer: params.get('answer') ?? undefined,
    tokens: optional('tokens'),
    tokenMs: number('tokenMs'),
  };
}

/** The part of an address behind the question mark; what is left out is as {@link readQuery} has it. */
export function writeQuery({ profile, ...others }: Partial<EmulatedQuery>): string {
  const params = new URLSearchParams(profile && { profile: profile.id });
  for (const [name, value] of Object.entries(others)) if (value !== undefined) params.set(name, String(value));
  return params.toString();
}
