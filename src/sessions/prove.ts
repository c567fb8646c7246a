import type { Problem } from '../domain/problem';
import { toProblem } from '../domain/toProblem';
import type { Artefact, ModelCard } from '../models/card';
import type { Agreement, Phases, TriedBuild } from '../record/record';
import { buildsToTry, type Target } from '../runtimes/target';
import type { TaskInput } from '../tasks/types';
import type { Answered } from '../workloads/inference/answer';
import { placesFor } from './place';
import { faultsOfBuild, faultsOfPlace, worstOf, wrongAnswer } from './proof';
import { Session, type SessionOptions } from './session';
import type { Opened, OpenProgress } from './types';

export interface Opening {
  /** Cards of the chain in the order they run, the model itself last, each with the artefact to load. */
  readonly chain: readonly { readonly card: ModelCard; readonly artefact: Artefact }[];
  readonly target: Target;
  /** What will be asked of the model: `inference` where absent. */
  readonly workload?: string;
  /** The site's base URL. */
  readonly base: string;
  /** Ends the session at once, while it is opened and afterwards. */
  readonly signal: AbortSignal;
  /** Build of the runtime that did best for the model in this browser before: tried first. */
  readonly provenBuild?: string;
  /** True where an opening before has read which nodes run where. */
  readonly placed?: boolean;
  /** Answered before the check, so that it is the first inference; without it the check is. */
  readonly answerFirst?: TaskInput;
  /** True where somebody waits for the first word: then the check is as short as shows a fault. */
  readonly brief?: boolean;
  /** Awaited before the first inference: what must not happen in a hidden tab waits here. */
  readonly beforeFirst?: () => Promise<unknown>;
  /** Called at every step, with what is known by then: all that there is to say of an opening that fails. */
  readonly onStep?: (step: OpeningStep, soFar: OpeningFacts) => void;
  readonly session?: SessionOptions;
}

/**
 * What an opening is at: `first` is the first inference, `check` the comparison with the model's reference, `checked` its end.
 * `another` says that a build of the runtime did not do and the next one is tried: what was said before is not true of it.
 */
export type OpeningStep = OpenProgress | { readonly phase: 'first' | 'check' | 'checked' | 'another' };

/** What is known of an opening; a value is there once its step has come. */
export interface OpeningFacts {
  readonly opened?: Opened;
  /** To `answerFirst`. */
  readonly answered?: Answered & { readonly rpcMs: number };
  /** By model id of the chain. */
  readonly agreement?: Readonly<Record<string, Agreement>>;
  /** The download's are of the build that fetched: later ones find the weights in the cache. */
  readonly phases: Phases;
  /** Builds of the runtime that came before and did not do. */
  readonly tried: readonly TriedBuild[];
}

/** An opened session whose answer was compared with the reference. */
export interface Proven extends OpeningFacts {
  /** The caller's to close. */
  readonly session: Session;
  readonly opened: Opened;
  readonly agreement: Readonly<Record<string, Agreement>>;
  /** Set where the answer is out of tolerance on every build: such a session may be timed, but its answer is not shown. */
  readonly wrong?: Problem;
}

/**
 * Opens a model on a target, in a worker of its own where the backend works in one, and proves it on its reference. Where the runtime has several builds for
 * the backend they are tried in turn and the first whose answer agrees is kept; the others' workers are ended. With none that
 * agrees it is the last one, with `wrong` set.
 * @throws Problem, as cells of a run end with: what is no fault of the build, or the worst of what the builds came to
 */
export async function openProven(opening: Opening): Promise<Proven> {
  const { chain, target, workload = 'inference', base, provenBuild, signal, onStep } = opening;
  const places = opening.session?.start ? [opening.session.start] : placesFor(target);
  const attempts = buildsToTry(target, provenBuild).flatMap((build) => places.map((start) => ({ build, start })));
  let facts: OpeningFacts = { phases: {}, tried: [] };
  const report = (step: OpeningStep, change: Partial<OpeningFacts> = {}): OpeningFacts => {
    facts = { ...facts, ...change };
    onStep?.(step, facts);
    return facts;
  };
  for (const [index, { build, start }] of attempts.entries()) {
    const isLast = index === attempts.length - 1;
    const spec = { chain, target: { ...target, build }, base, workload, placed: opening.placed };
    const session = new Session(spec, signal, { ...opening.session, start });
    try {
      const proven = await prove(session, opening, facts.phases, report);
      if (proven.wrong && !isLast) throw proven.wrong;
      return proven;
    } catch (error) {
      session.close();
      const problem = toProblem(error, 'opening the model');
      const isLastPlace = start === places.at(-1);
      if (!isLastPlace && !signal.aborted && faultsOfPlace.has(problem.code)) continue;
      if (build === undefined || signal.aborted || !faultsOfBuild.has(problem.code)) throw problem;
      if (isLast) throw worstOf(facts.tried, problem);
      const tried = [...facts.tried, { build, reason: problem.reason }];
      facts = { phases: fetched(facts.phases), tried };
      report({ phase: 'another' });
    }
  }
  throw new Error(`${target.id} has no build to try.`);
}

/** The weights' way here, where a build had them from the network: the next one finds them in the cache. */
function fetched({ downloadMs, downloadBytes, fromCache }: Phases): Phases {
  return fromCache === false ? { downloadMs, downloadBytes, fromCache } : {};
}

async function prove(
  session: Session,
  { chain, answerFirst, beforeFirst, brief }: Opening,
  before: Phases,
  report: (step: OpeningStep, change?: Partial<OpeningFacts>) => OpeningFacts,
): Promise<Proven> {
  const opened = await session.open((progress) => report(progress));
  let phases: Phases = { ...opened.phases, ...before };
  report({ phase: 'first' }, { opened, phases });
  await beforeFirst?.();
  if (answerFirst) {
    const answered = await session.answer(answerFirst).catch(async (error: unknown) => {
      // Post-processing trips over what a broken network says: then that is the news.
      if (!['input', 'runtime'].includes(toProblem(error, 'answering').code)) throw error;
      const agreement = await session.check(brief).catch(() => {
        throw error;
      });
      report({ phase: 'checked' }, { agreement });
      throw wrongAnswer({ agreement, chain }) ?? error;
    });
    phases = { ...phases, firstMs: answered.firstMs ?? answered.inferenceMs };
    report({ phase: 'check' }, { answered, phases });
  } else report({ phase: 'check' });
  const agreement = await session.check(brief);
  const facts = report({ phase: 'checked' }, { agreement });
  return { ...facts, session, opened, agreement, wrong: wrongAnswer({ agreement, chain }) };
}
