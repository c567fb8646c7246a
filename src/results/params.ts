import { customProblem, MOST_DISTANCE_MS, profileOf } from '../far/network';
import { afterIdles } from '../far/afterIdle';
import type { RunParams, Scenario } from '../record/record';
import { scenarios } from '../record/scenario';
import { isHubId, parseModelRef } from '../models/modelRef';
import { closest } from '../domain/suggest';
import { quoted } from '../domain/text';

/** The ids that a link or a command line may name. */
export interface KnownIds {
  readonly models: readonly string[];
  /** Precisions that each model's artefacts come in, by its id: `fp16` lets `movenet-lightning:fp16` be named. */
  readonly precisions?: Readonly<Record<string, readonly string[]>>;
  /** What `all` stands for: at least every target without a thread count, `ort-wasm`. */
  readonly targets: readonly string[];
  /** Targets that take one: `ort-wasm@2`. */
  readonly threaded: readonly string[];
  /** Targets that name one of several builds of a runtime: `ort-webgpu@jsep`. */
  readonly builds: readonly string[];
  /** The first is used where a server stands alone. */
  readonly profiles: readonly string[];
  /** The first is used where a profile stands alone. */
  readonly servers: readonly string[];
  /** Sample ids; any well-formed one is taken where this is absent. `own` always is. */
  readonly inputs?: readonly string[];
}

export type LinkParams = Partial<RunParams> & { readonly autorun: boolean };

export interface ReadParams {
  /** Only what was given and is known; frozen throughout. */
  readonly params: Readonly<LinkParams>;
  /** A sentence for each thing that was refused, two that read alike once. A page should not autorun past one. */
  readonly problems: readonly string[];
}

const MOST_IDS = 100;
/** As many as a record holds. */
const MOST_PAIRS = 2000;
const MOST_PROBLEMS_A_LIST = 5;
const MOST_THREADS = 64;
const LARGEST_SEED = 0xffff_ffff;

/** The id to use, or a sentence saying why there is none. */
type Found<T> = { id: T } | { problem: string };

function find<T extends string>(kind: string, id: string, known: readonly T[]): Found<T> {
  const found = known.find((candidate) => candidate === id);
  if (found !== undefined) return { id: found };
  const guess = closest(id, known);
  const list = known.length > 0 ? known.join(', ') : 'none';
  return { problem: `There is no ${kind} ${quoted(id)}. Known: ${list}${guess ? `; did you mean '${guess}'?` : '.'}` };
}

/** A model, or one of its artefacts: `movenet-lightning:fp16`. */
function findModel(ref: string, { models, precisions = {} }: KnownIds): Found<string> {
  const { model, precision } = parseModelRef(ref);
  if (isHubId(model) && !models.includes(model)) {
    const where = 'Download it in the library, under “From a hub”, and open the link again.';
    return { problem: `${quoted(model)} is a model from a hub that is not kept on this device. ${where}` };
  }
  const found = find('model', model, models);
  if ('problem' in found || precision === undefined) return found;
  const known = precisions[found.id] ?? [];
  if (known.includes(precision)) return { id: ref };
  const list = known.map((one) => `${found.id}:${one}`).join(', ') || 'none';
  return { problem: `The model '${found.id}' has no artefact ${quoted(precision)}. Known: ${list}.` };
}

function findTarget(id: string, known: KnownIds): Found<string> {
  if (known.builds.includes(id)) return { id };
  const at = id.indexOf('@');
  if (at < 0) return find('target', id, known.targets);
  const base = find('target', id.slice(0, at), known.targets);
  if ('problem' in base) return base;
  const builds = known.builds.filter((build) => build.startsWith(`${base.id}@`));
  if (builds.length > 0) {
    return {
      problem: `The target '${base.id}' has no build ${quoted(id.slice(at + 1))}. Known: ${builds.join(', ')}.`,
    };
  }
  if (!known.threaded.includes(base.id)) {
    return { problem: `The target '${base.id}' takes no thread count, so ${quoted(id)} can't be run.` };
  }
  const threads = id.slice(at + 1);
  return /^[1-9]\d?$/.test(threads) && Number(threads) <= MOST_THREADS
    ? { id }
    : { problem: `${quoted(id)} must end in a whole number of threads from 1 to ${MOST_THREADS}.` };
}

/**
 * A visitor's own network is known by its figures (`custom:40:9000:1500`); any may have its server beyond its edge
 * (`nearside-5g@40`).
 */
function findProfile(id: string, known: KnownIds): Found<string> {
  const at = id.indexOf('@');
  const network = at < 0 ? id : id.slice(0, at);
  const problem = customProblem(network);
  if (problem) return { problem: `${quoted(network)} can't be used. ${problem}` };
  if (!profileOf(network)) {
    const found = find('network profile', network, known.profiles);
    if ('problem' in found) return found;
  }
  if (at < 0 || profileOf(id)) return { id };
  return {
    problem: `${quoted(id)} must end in the round trip from the network's edge to the server, above 0 to ${MOST_DISTANCE_MS} ms: '${network}@40'.`,
  };
}

function findInput(id: string, known: KnownIds): Found<string> {
  if (id === 'own') return { id };
  if (known.inputs) return find('sample', id, known.inputs);
  return /^[\w@.:+-]{1,120}$/.test(id) ? { id } : { problem: `${quoted(id)} is not the name of a sample.` };
}

function readList(
  key: string,
  given: readonly string[],
  all: readonly string[],
  lookUp: (id: string) => Found<string>,
  problems: string[],
  most = MOST_IDS,
): string[] | undefined {
  if (given.length === 0) return undefined;
  const ids = given.join(',').split(',');
  const named = [...new Set(ids.map((id) => id.trim()).flatMap((id) => (id === 'all' ? all : id === '' ? [] : [id])))];
  if (named.length === 0) {
    const known = all.length > 0 ? `: give one or more of ${all.join(', ')}, or all` : '';
    problems.push(`'${key}' names nothing${known}.`);
    return undefined;
  }
  if (named.length > most) problems.push(`'${key}' names ${named.length}; only the first ${most} are read.`);
  const found = named.slice(0, most).map(lookUp);
  const refused = found.flatMap((one) => ('problem' in one ? [one.problem] : []));
  problems.push(...refused.slice(0, MOST_PROBLEMS_A_LIST));
  if (refused.length > MOST_PROBLEMS_A_LIST) {
    problems.push(`'${key}' names ${refused.length - MOST_PROBLEMS_A_LIST} more that can't be used.`);
  }
  const kept = found.flatMap((one) => ('id' in one ? [one.id] : []));
  return kept.length > 0 ? kept : undefined;
}

/** Parts a model from its target in a pair: no id holds one, and a query may (RFC 3986, section 3.4). */
const TIMES = '*';

/** A pair of a model and a target: `digits*ort-wasm@1`. */
function findPair(text: string, known: KnownIds): Found<string> {
  const [ref = '', target, ...more] = text.split(TIMES);
  if (target === undefined || more.length > 0)
    return {
      problem: `'only' names pairs such as ${known.models[0]}${TIMES}${known.targets[0]}; ${quoted(text)} is none.`,
    };
  const [model, on] = [findModel(ref, known), findTarget(target, known)];
  if ('problem' in model) return model;
  return 'problem' in on ? on : { id: `${model.id}${TIMES}${on.id}` };
}

function readSeed(text: string): Found<number> {
  return /^\d{1,10}$/.test(text) && Number(text) <= LARGEST_SEED
    ? { id: Number(text) }
    : { problem: `The seed must be a whole number from 0 to ${LARGEST_SEED}; ${quoted(text)} is not.` };
}

function readSwitch(text: string): Found<boolean> {
  if (text === '1' || text === 'true') return { id: true };
  if (text === '0' || text === 'false') return { id: false };
  return { problem: `'autorun' is 1 or 0; ${quoted(text)} is neither.` };
}

/**
 * Reads a run's parameters from a URL's query or from a command line's options put in the same form:
 * `models=a,b:fp16|all`, `targets=ort-wasm@2,tfjs-webgpu|all`, `only=a*ort-wasm@2` (pairs of these), `scenario=quick`, `seed=1`, `input=SAMPLE`, `far=PROFILE`,
 * `server=SERVER`, `after-idle=slow-start|window-kept`, `autorun=1`. Keys it does not know (a mailer's tracking mark) are left alone. Never throws.
 */
export function readParams(search: URLSearchParams, known: KnownIds): ReadParams {
  const problems: string[] = [];
  const single = <T>(key: string, lookUp: (text: string) => Found<T>): T | undefined => {
    const [text, ...others] = search.getAll(key);
    if (text === undefined) return undefined;
    if (others.length > 0) problems.push(`'${key}' is given ${others.length + 1} times; the first is used.`);
    const found = lookUp(text.trim());
    if ('id' in found) return found.id;
    problems.push(found.problem);
    return undefined;
  };
  const list = (key: string, all: readonly string[], lookUp: (id: string) => Found<string>) =>
    readList(key, search.getAll(key), all, lookUp, problems);

  const models = list('models', known.models, (id) => findModel(id, known));
  const targets = list('targets', known.targets, (id) => findTarget(id, known));
  const findAny = (text: string) => findPair(text, known);
  const pairs = readList('only', search.getAll('only'), [], findAny, problems, MOST_PAIRS)?.map((pair) => {
    const [model = '', target = ''] = pair.split(TIMES);
    return Object.freeze({ model, target });
  });
  const only = pairs?.filter(({ model, target }) => models?.includes(model) && targets?.includes(target));
  if (pairs && only?.length !== pairs.length)
    problems.push("'only' names pairs of models and targets that 'models' and 'targets' don't name.");
  const scenario = single<Scenario>('scenario', (id) => find('scenario', id, scenarios));
  const seed = single('seed', readSeed);
  const input = single('input', (id) => findInput(id, known));
  const namedProfile = single('far', (id) => findProfile(id, known));
  const namedServer = single('server', (id) => find('server', id, known.servers));
  const afterIdle = single('after-idle', (id) => find('behaviour after idle', id, afterIdles));
  const autorun = single('autorun', readSwitch) ?? false;
  // Any of the three names a far side; one that was named and refused must not turn into another one unasked.
  const isFar = ['far', 'server', 'after-idle'].some((key) => search.has(key));
  const profile = search.has('far') ? namedProfile : isFar ? known.profiles[0] : undefined;
  const server = search.has('server') ? namedServer : known.servers[0];

  const params: LinkParams = {
    ...(models && { models: Object.freeze(models) as string[] }),
    ...(targets && { targets: Object.freeze(targets) as string[] }),
    ...(only && only.length > 0 && { only: Object.freeze(only) as typeof only }),
    ...(scenario && { scenario }),
    ...(seed !== undefined && { seed }),
    ...(input !== undefined && { input }),
    ...(profile !== undefined &&
      server !== undefined && { far: Object.freeze({ profile, server, ...(afterIdle && { afterIdle }) }) }),
    autorun,
  };
  return Object.freeze({ params: Object.freeze(params), problems: Object.freeze([...new Set(problems)]) });
}

/**
 * The query, without `?`, that {@link readParams} reads back to the same parameters; keys always in the same order.
 */
export function writeParams(params: Partial<RunParams> & { readonly autorun?: boolean }): string {
  const { models, targets, only, scenario, seed, input, far, autorun } = params;
  const pairs: [string, string | undefined][] = [
    ['models', models?.join(',')],
    ['targets', targets?.join(',')],
    ['only', only?.map(({ model, target }) => `${model}${TIMES}${target}`).join(',')],
    ['scenario', scenario],
    ['seed', seed?.toString()],
    ['input', input],
    ['far', far?.profile],
    ['server', far?.server],
    ['after-idle', far?.afterIdle],
    ['autorun', autorun ? '1' : undefined],
  ];
  return pairs
    .flatMap(([key, value]) => (value === undefined ? [] : [`${key}=${readable(encodeURIComponent(value))}`]))
    .join('&');
}

/** A query may hold these three as they are (RFC 3986, section 3.4), and a person reads them better so. */
function readable(encoded: string): string {
  return encoded.replaceAll('%2C', ',').replaceAll('%40', '@').replaceAll('%3A', ':');
}
