import type { Problem } from '../../domain/problem';
import type { ModelCard } from '../../models/card';
import type { Agreement } from '../../record/record';
import { chainOn } from '../../runtimes/chain';
import type { Target } from '../../runtimes/target';
import { openProven, type OpeningStep } from '../../sessions/prove';
import type { Session } from '../../sessions/session';
import type { Opened } from '../../sessions/types';

/** A model that is loaded and was compared with its reference. */
export interface OpenWriter {
  readonly key: string;
  readonly session: Session;
  readonly card: ModelCard;
  readonly precision: string;
  readonly actual: Opened['actual'];
  readonly agreement?: Agreement;
  /** Set where what it writes is not the reference's: it is said beside every word. */
  readonly wrong?: Problem;
  /** Loading and checking, ms. */
  readonly openMs: number;
}

export interface WriterAsked {
  readonly model: string;
  readonly precision: string;
  readonly target: Target;
  readonly provenBuild?: string;
}

const keyOf = ({ model, precision, target }: WriterAsked) => `${model}:${precision} ${target.id}`;

/** Keeps one model loaded: another that is asked for takes its place, the same one is at hand. */
export class WriterKeeper {
  #open?: OpenWriter;
  #controller?: AbortController;

  /** The model that is loaded, where it is the one that is asked for. */
  kept(asked: WriterAsked): OpenWriter | undefined {
    return this.#open?.key === keyOf(asked) ? this.#open : undefined;
  }

  /**
   * Loads a model in the place of what is loaded.
   * @param onStep told of what is being done meanwhile
   * @throws Problem
   */
  async open(asked: WriterAsked, onStep: (step: OpeningStep) => void): Promise<OpenWriter> {
    const { model, precision, target, provenBuild } = asked;
    const key = keyOf(asked);
    this.close();
    const controller = (this.#controller = new AbortController());
    const started = performance.now();
    const chain = await chainOn(model, target, precision);
    const { session, opened, agreement, wrong } = await openProven({
      chain,
      target,
      workload: 'generation',
      base: document.baseURI,
      signal: controller.signal,
      provenBuild,
      brief: true,
      onStep,
    });
    const { card } = chain.at(-1) as (typeof chain)[number];
    this.#open = {
      key,
      session,
      card,
      precision,
      actual: opened.actual,
      agreement: agreement[card.id],
      ...(wrong && { wrong }),
      openMs: performance.now() - started,
    };
    return this.#open;
  }

  /** Ends the writing; what is still being opened is given up. */
  stop(): void {
    if (this.#open) this.#open.session.stop();
    else this.close();
  }

  /** Ends the worker, and frees what the model takes. */
  close(): void {
    this.#controller?.abort();
    this.#controller = undefined;
    this.#open = undefined;
  }
}
