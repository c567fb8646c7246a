import type { Problem } from '../../domain/problem';
import type { ModelCard } from '../../models/card';
import type { Agreement } from '../../record/record';
import { chainOn } from '../../runtimes/chain';
import type { Target } from '../../runtimes/target';
import { wrongAnswer } from '../../sessions/proof';
import { openProven, type OpeningStep } from '../../sessions/prove';
import type { Session } from '../../sessions/session';
import type { Opened } from '../../sessions/types';

/** A model that is loaded and writes as its reference does, as far as a few tokens tell. */
export interface OpenWriter {
  readonly key: string;
  readonly session: Session;
  readonly card: ModelCard;
  readonly precision: string;
  readonly actual: Opened['actual'];
  /** With the whole reference, once it {@link OpenWriter.isChecked is compared} with that. */
  readonly agreement?: Agreement;
  /** Whether it was compared with all that there is to compare it with. */
  readonly isChecked: boolean;
  /** Set where what it writes is not the reference's: it is said beside every word. */
  readonly wrong?: Problem;
  /** Whether it has written a text: until then the runtime compiles itself while it works. */
  readonly isWarm: boolean;
  /** Loading and the check before the first word, ms. */
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
  #chain: Awaited<ReturnType<typeof chainOn>> = [];
  #controller?: AbortController;
  /** Targets whose usual build turned out to be wrong behind a text. */
  readonly #doubted = new Set<string>();

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
    const brief = !this.#doubted.has(key);
    const chain = await chainOn(model, target, precision);
    const { session, opened, agreement, wrong } = await openProven({
      chain,
      target,
      workload: 'generation',
      base: document.baseURI,
      signal: controller.signal,
      provenBuild,
      brief,
      onStep,
    });
    const { card } = chain.at(-1) as (typeof chain)[number];
    const own = agreement[card.id];
    this.#chain = chain;
    this.#open = {
      key,
      session,
      card,
      precision,
      actual: opened.actual,
      // Held to itself a model is as well known as it will be; of a reference a few tokens are no share to tell of.
      ...((own?.unproven || !brief) && { agreement: own }),
      isChecked: own?.unproven === true || !brief,
      ...(wrong && { wrong }),
      isWarm: false,
      openMs: performance.now() - started,
    };
    return this.#open;
  }

  /**
   * Compares what is open with its whole reference, which empties its cache. Where it is wrong in what a brief check doesn't see, the next
   * press opens the target anew, and tries its other builds by the whole check.
   * @returns what came of it
   * @throws Problem, `stopped` after {@link stop}: then it can be asked again
   */
  async check(open: OpenWriter): Promise<OpenWriter> {
    if (open.isChecked) return open;
    const agreement = await open.session.check();
    const wrong = wrongAnswer({ agreement, chain: this.#chain });
    const checked = { ...open, isChecked: true, agreement: agreement[open.card.id], wrong };
    if (this.#open !== open) return checked;
    this.#open = checked;
    if (wrong) {
      this.#doubted.add(open.key);
      this.close();
    }
    return checked;
  }

  /** It has written a text. */
  warmed(open: OpenWriter): void {
    if (this.#open === open) this.#open = { ...open, isWarm: true };
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
