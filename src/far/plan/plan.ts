import { seededRandom } from '../../domain/random';
import { sum, times, type Figure, type Range } from '../cost/figures';
import type { Refusal } from '../server';
import { serveBy } from './serve';
import type { Served } from './served';
import { drawMet, sidesProblem, type Met, type Sides } from './sides';
import type { Strategy } from './strategy';

/** What a strategy comes to, per request. */
export interface Outcome {
  readonly strategy: Strategy;
  /** Nearest-rank percentiles, ms; null where fewer are answered at all. */
  readonly p50: Figure;
  readonly p90: Figure;
  readonly p99: Figure;
  /** All requests, rising; infinite where nobody answered. */
  readonly sortedMs: Float64Array;
  readonly failedShare: number;
  /** Of what was answered: share that the device did. */
  readonly nearShare: number;
  /** US dollars. */
  readonly usd: Figure;
  readonly joules: Range | null;
  /** Of what was answered. */
  readonly accuracy: Figure;
}

export interface RefusedOutcome extends Refusal {
  readonly strategy: Strategy;
}

export interface PlanOptions {
  readonly sides: Sides;
  readonly seed: number;
  /** 10,000 unless told, so that a 99th percentile has a hundred beyond it. */
  readonly requests?: number;
}

/** Each strategy over the same requests, drawn once from what was measured near and simulated far. */
export function outcomesOf(strategies: readonly Strategy[], options: PlanOptions): (Outcome | RefusedOutcome)[] {
  const { sides, seed, requests = 10_000 } = options;
  const problem = amountProblem(seed, requests) ?? sidesProblem(sides);
  if (problem) return strategies.map((strategy) => ({ strategy, problem }));
  const random = seededRandom(seed);
  const met = Array.from({ length: requests }, () => drawMet(sides, random));
  return strategies.map((strategy) => {
    const serve = serveBy(strategy, sides);
    if ('problem' in serve) return { strategy, problem: serve.problem };
    // Of its own, so that a strategy that draws leaves the others as they are.
    const own = seededRandom(seed);
    return outcomeOf(strategy, sides, met, (each) => serve(each, own));
  });
}

function amountProblem(seed: number, requests: number): string | undefined {
  if (!Number.isSafeInteger(seed)) return `There is no plan: a seed is a whole number, not ${seed}.`;
  const isCount = Number.isSafeInteger(requests) && requests >= 1;
  return isCount ? undefined : `There is no plan: requests are whole, from 1, not ${requests}.`;
}

/** In one pass and keeping only times: ten strategies over ten thousand requests are drawn while somebody moves a slider. */
function outcomeOf(strategy: Strategy, sides: Sides, met: readonly Met[], serve: (met: Met) => Served): Outcome {
  const sortedMs = new Float64Array(met.length);
  let [answered, near, nearUses, farUses] = [0, 0, 0, 0];
  let right: Figure = 0;
  for (let index = 0; index < met.length; index++) {
    const served = serve(met[index] as Met);
    sortedMs[index] = served.ms;
    nearUses += served.nearUses;
    farUses += served.farUses;
    if (served.ms === Infinity) continue;
    answered++;
    near += served.near;
    const chance = rightOf(served, sides);
    right = right === null || chance === null ? null : right + chance;
  }
  sortedMs.sort();
  const at = (share: number): Figure => {
    const ms = sortedMs[Math.ceil(share * sortedMs.length) - 1] as number;
    return ms < Infinity ? ms : null;
  };
  const uses = { near: nearUses / met.length, far: farUses / met.length };
  return {
    strategy,
    p50: at(0.5),
    p90: at(0.9),
    p99: at(0.99),
    sortedMs,
    failedShare: 1 - answered / met.length,
    nearShare: answered === 0 ? 0 : near / answered,
    ...takenBy(strategy, uses, sides),
    accuracy: answered === 0 || right === null ? null : right / answered,
  };
}

const rightOf = ({ right, near }: Served, sides: Sides): Figure =>
  right === undefined ? (near > 0 ? sides.near : sides.far).accuracy : right;

type Taken = Pick<Outcome, 'usd' | 'joules'>;

/** A speculative text is counted by drafted tokens and rounds, everything else by answers. */
function takenBy({ kind }: Strategy, uses: { near: number; far: number }, { near, far, drafting }: Sides): Taken {
  if (kind === 'speculative' && drafting) {
    const { nearJoulesAToken: joules, farJoulesARound, farUsdARound } = drafting;
    const token = { usd: near.usd === null ? null : near.usd / drafting.tokens, joules };
    return together(uses, token, { usd: farUsdARound, joules: farJoulesARound });
  }
  return together(uses, near, far);
}

function together(uses: { near: number; far: number }, near: Taken, far: Taken): Taken {
  const parts = [
    { count: uses.near, ...near },
    { count: uses.far, ...far },
  ].filter(({ count }) => count > 0);
  // What isn't used may be unknown.
  return {
    usd: parts.some(({ usd }) => usd === null)
      ? null
      : parts.reduce((all, { count, usd }) => all + count * (usd ?? 0), 0),
    joules: parts.some(({ joules }) => joules === null)
      ? null
      : sum(...parts.map(({ count, joules }) => times(joules ?? { low: 0, high: 0 }, count))),
  };
}
