import { Problem, type Reason } from '../domain/problem';
import { parseModelRef } from '../models/modelRef';
import type { Agreement } from '../record/record';
import { Turn } from '../measure/turn';
import { chainOn } from '../runtimes/chain';
import { parseTarget } from '../runtimes/target';
import { openProven, type OpeningStep } from '../sessions/prove';
import type { Opened } from '../sessions/types';
import type { WriteEvent, WriteRequest, Written } from '../workloads/generation/writer';

/** A text, and what is to write it. */
export interface TextAsked extends WriteRequest {
  /** With an artefact of a named precision `story:int4`. */
  readonly model: string;
  readonly target: string;
}

export interface TextDone {
  readonly actual: Opened['actual'];
  /** By model id. */
  readonly agreement: Readonly<Record<string, Agreement>>;
  /** Set where the model's tokens are not the reference's on this target. */
  readonly wrong?: Reason;
  /** Absent where it was stopped: what was written has been told. */
  readonly written?: Written;
}

export interface TextListeners {
  /** Ends the opening at once, and the writing within a token or two. */
  readonly signal: AbortSignal;
  readonly onStep?: (step: OpeningStep) => void;
  readonly onEvent?: (event: WriteEvent) => void;
}

/**
 * Opens a model, proves it on its reference, and writes a text, once nothing else measures: that would be measured with this work
 * beside it.
 * @throws Problem
 */
export async function writeText(asked: TextAsked, on: TextListeners): Promise<TextDone> {
  const turn = new Turn();
  await turn.take(on.signal);
  try {
    return await openedAndWritten(asked, on);
  } finally {
    turn.release();
  }
}

async function openedAndWritten(
  { model: ref, target: id, ...request }: TextAsked,
  on: TextListeners,
): Promise<TextDone> {
  const { model, precision } = parseModelRef(ref);
  const target = parseTarget(id);
  if (!target) throw new Problem('input', `There is no target called ${id}.`);
  const chain = await chainOn(model, target, precision);
  if (chain.length === 0) throw new Problem('input', `There is no model called ${model}.`);
  const opening = new AbortController();
  const endOpening = () => opening.abort();
  on.signal.addEventListener('abort', endOpening);
  if (on.signal.aborted) endOpening();
  const proven = await openProven({
    chain,
    target,
    workload: 'generation',
    base: document.baseURI,
    signal: opening.signal,
    onStep: (step) => on.onStep?.(step),
  }).finally(() => on.signal.removeEventListener('abort', endOpening));

  const { session, agreement, wrong } = proven;
  const told = { actual: proven.opened.actual, agreement, ...(wrong && { wrong: wrong.reason }) };
  const stop = () => session.stop();
  on.signal.addEventListener('abort', stop);
  try {
    const { result } = await session.write(request, (event) => on.onEvent?.(event));
    return { ...told, written: result };
  } catch (error) {
    if (error instanceof Problem && error.code === 'stopped') return told;
    throw error;
  } finally {
    on.signal.removeEventListener('abort', stop);
    session.close();
  }
}
