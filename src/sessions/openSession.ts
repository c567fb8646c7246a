import { faultsOfBuild, worstOf, wrongAnswer } from './proof';
import { Session } from './session';
import type { OpenProgress, Opened } from './session.worker';
import { artefactOn } from '../runtimes/fit';
import { chainOf } from '../models/registry';
import type { TriedBuild } from '../record/record';
import { toProblem } from '../domain/problem';
import { buildsToTry, type Target } from '../runtimes/target';

/** What opening is at. `check` is the model's own, on its reference input. */
export type OpeningStep = OpenProgress | { readonly phase: 'check' };

export interface LiveSession {
  readonly session: Session;
  readonly opened: Opened;
}

/**
 * Loads a model on a target and checks its answer against the reference: what is wrong is not shown live. The check is also
 * the first inference, so that frames don't wait for shaders to compile. Where the runtime has several builds for the
 * backend, the first whose answer agrees is kept.
 * @param provenBuild the one that did best here before
 * @throws Problem, as cells of a run end with
 */
export async function openLiveSession(
  model: string,
  target: Target,
  {
    base,
    signal,
    provenBuild,
    onStep,
  }: {
    readonly base: string;
    readonly signal: AbortSignal;
    readonly provenBuild?: string;
    readonly onStep: (step: OpeningStep) => void;
  },
): Promise<LiveSession> {
  const chain = chainOf(model).map((card) => ({ card, artefact: artefactOn(card, target) }));
  const builds = buildsToTry(target, provenBuild);
  const tried: TriedBuild[] = [];
  for (const [index, build] of builds.entries()) {
    const session = new Session({ chain, target: { ...target, build }, base }, signal);
    try {
      const opened = await session.open(onStep);
      onStep({ phase: 'check' });
      const wrong = wrongAnswer({ agreement: await session.check(), chain });
      if (wrong) throw wrong;
      return { session, opened };
    } catch (error) {
      session.close();
      const problem = toProblem(error, 'starting the camera’s model');
      const isLast = index === builds.length - 1;
      if (!build || signal.aborted || !faultsOfBuild.has(problem.code)) throw problem;
      if (isLast) throw worstOf(tried, problem);
      tried.push({ build, reason: problem.reason });
    }
  }
  throw new Error(`${target.id} has no build to try.`);
}
