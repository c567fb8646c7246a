import { guessOf, likeliestFirst, type FirstAnswerFacts, type Guess } from '../../measure/order';
import type { ScenarioRule } from '../../measure/scenario';
import { workOf } from '../../measure/work';
import { cellMs } from '../../measure/cellTime';
import type { ModelOutline } from '../../models/outline';
import type { Environment } from '../../record/record';
import { downloadBytes } from '../../runtimes/fit';
import { obstacleTo } from '../../runtimes/obstacle';
import { runtimeDownload, type Target } from '../../runtimes/target';

/** Targets that can't run a model here, for one and the same reason. */
export interface Cant {
  readonly targets: readonly Target[];
  /** A sentence. */
  readonly reason: string;
}

/** What running a model here would take, before anything was run. */
export interface Plan {
  readonly able: readonly Target[];
  readonly cant: readonly Cant[];
  /** Of runtimes and weights that are not here yet, where all of them run. */
  readonly bytes: number;
  /** What measuring them all is guessed to take. */
  readonly ms: number;
  readonly guess: (target: Target) => Guess;
  /** What the first press fetches and takes, until there is a verdict on the likeliest best target. */
  readonly first: { readonly bytes: number; readonly ms: number };
}

export interface PlanFacts {
  readonly model: string;
  readonly chain: readonly ModelOutline[];
  readonly targets: readonly Target[];
  readonly rule: ScenarioRule;
  readonly environment: Environment;
  /** What need not be fetched. */
  readonly here: {
    readonly hasRuntime: (target: Target) => boolean;
    readonly hasWeights: (target: Target, model: string) => boolean;
  };
  readonly bytesPerMs: number;
  /** Id of the target that proved the fastest here before. */
  readonly proven?: string;
}

/** Starting, checking, and the second of samples that a first impression takes. */
const FIRST_MS = 2500;
const FIRST_ANSWERS = 12;

const NO_GUESS: Guess = { fetchMs: 0, startMs: 0, inferenceMs: 0 };

export function planOf({ model, chain, targets, rule, environment, here, bytesPerMs, proven }: PlanFacts): Plan {
  const reasons = new Map<string, Target[]>();
  const able: Target[] = [];
  for (const target of targets) {
    const reason = obstacleTo(chain, target, environment);
    if (reason === undefined) able.push(target);
    else reasons.set(reason, [...(reasons.get(reason) ?? []), target]);
  }
  const toCome = able.filter((target) => !here.hasWeights(target, model));
  // One build serves a backend with one thread and with many.
  const runtimes = new Map(
    able
      .filter((target) => !here.hasRuntime(target))
      .map((target) => [`${target.runtime}-${target.backend}`, runtimeDownload(target)]),
  );
  const facts: FirstAnswerFacts = {
    environment,
    ...workOf(model),
    bytesToCome: (target) =>
      (here.hasRuntime(target) ? 0 : runtimeDownload(target)) +
      (here.hasWeights(target, model) ? 0 : downloadBytes([model], [target])),
    bytesPerMs,
  };
  const guess = (target: Target) => guessOf(target, facts) ?? NO_GUESS;
  const likeliest = likeliestFirst(able, facts, proven)[0];
  const first = likeliest ? guess(likeliest) : NO_GUESS;
  const bytes = downloadBytes([model], toCome) + [...runtimes.values()].reduce((sum, size) => sum + size, 0);
  // What several targets fetch comes once.
  const ownMs = able.reduce((sum, target) => sum + cellMs(rule, { ...guess(target), fetchMs: 0 }), 0);
  return {
    able,
    cant: [...reasons].map(([reason, those]) => ({ reason, targets: those })),
    bytes,
    ms: bytes / bytesPerMs + ownMs,
    guess,
    first: {
      bytes: likeliest ? facts.bytesToCome(likeliest) : 0,
      ms: first.fetchMs + first.startMs + FIRST_ANSWERS * first.inferenceMs + FIRST_MS,
    },
  };
}
