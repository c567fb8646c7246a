import { backendTitle, isGpu, runtimeOf } from '../runtimes/target';
import type { CompletedCell, Steady } from '../record/record';
import type { SideVerdict } from './contest';
import { different } from './different';
import { backendOf, threadsOf, type Ranking } from './rank';

/** One model's targets against each other, as a matrix of many models has them. */
export interface RankedModel {
  readonly title: string;
  /** Multiply–accumulates of one answer. */
  readonly macs: number;
  readonly ranking: Ranking;
  /** The clock's tick, ms. */
  readonly resolutionMs: number;
  /** Where the answer is there sooner, the connection open; absent where no far side was simulated. */
  readonly side?: SideVerdict['winner'];
}

interface Wins {
  readonly name: string;
  readonly models: readonly RankedModel[];
}

/** What many models say together. Nothing in it is a cause: only what was counted. */
export type Finding =
  | {
      readonly kind: 'backends';
      /** By the backend's title, the one with most first. */
      readonly wins: readonly Wins[];
      readonly undecided: number;
      /** Where every model that one backend wins has less to compute than every model that the other wins. */
      readonly split?: { readonly less: Wins; readonly more: Wins };
    }
  | {
      readonly kind: 'runtimes';
      /** "WASM ×4": where both ran. */
      readonly on: string;
      /** By the runtime's title, the one with most first. */
      readonly wins: readonly Wins[];
      readonly level: number;
    }
  | { readonly kind: 'cloud'; readonly there: readonly RankedModel[]; readonly here: number; readonly close: number };

/** Fewer models are a matter of each of them, not of all. */
const FEWEST = 3;

const on = (cell: CompletedCell) => ({ runtime: cell.target.runtime, backend: backendOf(cell) });
const backendName = (cell: CompletedCell) => backendTitle(on(cell));

/** Models by what each is filed under, the largest group first; what is filed under nothing is left out. */
function grouped(models: readonly RankedModel[], under: (model: RankedModel) => string | undefined): Wins[] {
  const groups = new Map<string, RankedModel[]>();
  for (const model of models) {
    const name = under(model);
    if (name !== undefined) groups.set(name, [...(groups.get(name) ?? []), model]);
  }
  return [...groups]
    .map(([name, own]) => ({ name, models: own }))
    .sort((a, b) => b.models.length - a.models.length || a.name.localeCompare(b.name));
}

/** The backend of all that may be the fastest, where it is one. */
function bestBackend({ ranking: { winner, tied } }: RankedModel): string | undefined {
  const names = new Set((winner ? [winner] : tied).map(backendName));
  return names.size === 1 ? [...names][0] : undefined;
}

const isContested = ({ ranking: { ranked } }: RankedModel) => new Set(ranked.map(backendName)).size > 1;

function splitOf(wins: readonly Wins[]): { readonly less: Wins; readonly more: Wins } | undefined {
  const [one, other, ...more] = wins;
  if (!one || !other || more.length > 0 || other.models.length < 2) return undefined;
  const least = ({ models }: Wins) => Math.min(...models.map(({ macs }) => macs));
  const most = ({ models }: Wins) => Math.max(...models.map(({ macs }) => macs));
  if (most(one) < least(other)) return { less: one, more: other };
  return most(other) < least(one) ? { less: other, more: one } : undefined;
}

function backends(models: readonly RankedModel[]): Finding[] {
  const contested = models.filter(isContested);
  const wins = grouped(contested, bestBackend);
  const decided = wins.reduce((sum, { models: own }) => sum + own.length, 0);
  if (decided < FEWEST) return [];
  return [{ kind: 'backends', wins, undecided: contested.length - decided, split: splitOf(wins) }];
}

/** "WASM ×4": what two runtimes are compared on, so that neither has more threads. */
function footing(cell: CompletedCell): string {
  const threads = threadsOf(cell);
  return isGpu(on(cell)) || threads === undefined ? backendName(cell) : `${backendName(cell)} ×${threads}`;
}

interface Pair {
  readonly model: RankedModel;
  readonly on: string;
  /** Title of the faster runtime; undefined where the two can't be told apart. */
  readonly faster?: string;
}

function pairsOf(model: RankedModel): Pair[] {
  const { ranking, resolutionMs } = model;
  const { ranked, floor } = ranking;
  const apart = (a: Steady, b: Steady) => different(a, b, { resolutionMs, floor });
  return [...new Set(ranked.map(footing))].flatMap((name) => {
    const [first, ...others] = ranked.filter((cell) => footing(cell) === name);
    const rival = others.find(({ target }) => target.runtime !== first?.target.runtime);
    if (!first || !rival) return [];
    const faster = apart(first.steady, rival.steady) ? runtimeOf(first.target.runtime)?.title : undefined;
    return [{ model, on: name, ...(faster !== undefined && { faster }) }];
  });
}

/** On the footing that most models were measured on in both runtimes. */
function runtimes(models: readonly RankedModel[]): Finding[] {
  const pairs = models.flatMap(pairsOf);
  const names = [...new Set(pairs.map((pair) => pair.on))];
  const [most] = names.map((name) => pairs.filter((pair) => pair.on === name)).sort((a, b) => b.length - a.length);
  if (!most || most.length < FEWEST) return [];
  const fasterFor = new Map(most.map(({ model, faster }) => [model, faster]));
  const wins = grouped(
    most.map(({ model }) => model),
    (model) => fasterFor.get(model),
  );
  const level = most.filter(({ faster }) => faster === undefined).length;
  return [{ kind: 'runtimes', on: most[0]?.on ?? '', wins, level }];
}

function cloud(models: readonly RankedModel[]): Finding[] {
  const told = models.filter(({ side }) => side !== undefined);
  if (told.length < FEWEST) return [];
  const there = told.filter(({ side }) => side === 'there');
  const here = told.filter(({ side }) => side === 'here').length;
  return [{ kind: 'cloud', there, here, close: told.length - there.length - here }];
}

/**
 * What a matrix of models by targets shows: which backend wins where, how the runtimes stand on the same backend, and where the
 * cloud would win. Of what was opened once alone it says nothing of backends.
 */
export function findings(models: readonly RankedModel[]): Finding[] {
  return [...backends(models), ...runtimes(models), ...cloud(models)];
}
