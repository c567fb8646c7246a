import { Problem } from '../../domain/problem';
import { toProblem } from '../../domain/toProblem';
import { Turn, type Waiting } from '../../measure/turn';
import type { OpeningStep } from '../../sessions/prove';
import { device } from '../device.svelte';
import { provenBuild } from '../provenBuilds';
import type { Conversation } from './conversation.svelte';
import type { Asked, WrittenText } from './text';
import type { WeightsId } from './weights';
import { resultOf, type WeightsResult } from './weightsResult';
import { WriterKeeper, type OpenWriter, type WriterAsked } from './writer';

/** `checking`: the text is there, and meanwhile the model is compared with its whole reference and timed warm. */
export type WritePhase = 'idle' | 'waiting' | 'opening' | 'writing' | 'checking';

/** A decoder's facts, as a server's estimate needs them too. */
export type WriterFacts = Pick<
  OpenWriter,
  'card' | 'precision' | 'actual' | 'agreement' | 'isChecked' | 'wrong' | 'openMs'
>;

/** What follows a press: waiting for the turn, opening the model, the text, and the check behind it. */
export class Press {
  #phase = $state<WritePhase>('idle');
  #wait = $state<Waiting>();
  #step = $state.raw<OpeningStep>();
  #problem = $state.raw<Problem>();
  #facts = $state.raw<WriterFacts>();
  #results = $state.raw<Readonly<Partial<Record<WeightsId, WeightsResult>>>>({});
  #loaded = $state.raw<Pick<Asked, 'weights' | 'target'>>();
  readonly #conversation: Conversation;
  readonly #keeper = new WriterKeeper();
  readonly #turn = new Turn();
  #controller?: AbortController;
  /** Until all that follows the last press is over. */
  #over?: Promise<void>;

  constructor(conversation: Conversation) {
    this.#conversation = conversation;
  }

  get phase() {
    return this.#phase;
  }
  /** Who measures meanwhile, where the writing waits for that. */
  get wait() {
    return this.#wait;
  }
  get step() {
    return this.#step;
  }
  get problem() {
    return this.#problem;
  }
  /** Of the model that wrote last. */
  get facts() {
    return this.#facts;
  }
  /** What is in memory, so that it writes with nothing fetched. */
  get loaded() {
    return this.#loaded;
  }
  get results() {
    return this.#results;
  }
  /** Whether the last press was stopped, or what followed it. */
  get isStopped() {
    return this.#controller?.signal.aborted === true;
  }

  /** Says what is wrong before anything is begun; undefined where nothing is. */
  refuse(problem: Problem | undefined): void {
    this.#problem = problem;
  }

  /** Ends a check that goes on: it begins anew behind the next text. */
  async free(): Promise<void> {
    if (this.#phase === 'checking') this.stop();
    await this.#over;
  }

  /** Writes, and checks behind it. Never rejects: what goes wrong is {@link Press.problem}. */
  begin(asked: Asked, wanted: WriterAsked, before: readonly WrittenText[]): Promise<void> {
    return (this.#over = this.#run(asked, wanted, before));
  }

  async #run(asked: Asked, wanted: WriterAsked, before: readonly WrittenText[]): Promise<void> {
    let askedAtMs = since1970();
    const { signal } = (this.#controller = new AbortController());
    this.#problem = undefined;
    this.#phase = 'opening';
    try {
      // What measures, in this tab or another, would be measured with this work beside it.
      await this.#turn.take(signal, (wait) => {
        this.#wait = wait;
        this.#phase = wait ? 'waiting' : 'opening';
        askedAtMs = since1970();
      });
      if (signal.aborted) throw stopped();
      const kept = this.#keeper.kept(wanted);
      if (!kept || !(await this.#isWrittenWith(kept, asked, askedAtMs, before))) {
        this.#phase = 'opening';
        const { environment } = device;
        const proven = environment && provenBuild(wanted.model, wanted.target, environment);
        const open = await this.#keeper.open({ ...wanted, provenBuild: proven }, (step) => (this.#step = step));
        if (signal.aborted) throw stopped();
        await this.#writeWith(open, asked, since1970(), before);
      }
      const written = this.#keeper.kept(wanted);
      if (written) await this.#settle(written, asked, signal);
    } catch (error) {
      this.#end(toProblem(error, 'writing'));
    } finally {
      this.#turn.release();
      this.#wait = undefined;
      this.#step = undefined;
      this.#phase = 'idle';
    }
  }

  /**
   * With a model that is at hand since before.
   * @returns false where its GPU or its worker was taken away while nothing was asked of it: then another is to be opened
   */
  async #isWrittenWith(
    kept: OpenWriter,
    asked: Asked,
    askedAtMs: number,
    before: readonly WrittenText[],
  ): Promise<boolean> {
    try {
      await this.#writeWith(kept, asked, askedAtMs, before);
      return true;
    } catch (error) {
      const isGone = takenAway.has(toProblem(error, 'writing').code) && this.#conversation.text?.tokens.length === 0;
      if (!isGone) throw error;
      return false;
    }
  }

  async #writeWith(open: OpenWriter, asked: Asked, askedAtMs: number, before: readonly WrittenText[]): Promise<void> {
    this.#facts = open;
    this.#loaded = asked;
    this.#step = undefined;
    this.#phase = 'writing';
    await this.#conversation.write(open.session, asked, { askedAtMs, cold: !open.isWarm }, before);
  }

  /** What would have kept the first word waiting: the whole check, and the times of a runtime that is warm. */
  async #settle(open: OpenWriter, { weights }: Asked, signal: AbortSignal): Promise<void> {
    let facts = open;
    if (!open.isChecked || !open.isWarm) {
      if (signal.aborted) throw stopped();
      this.#phase = 'checking';
      facts = this.#facts = await this.#keeper.check(open);
      if (facts.wrong) this.#loaded = undefined;
      else if (await this.#conversation.timeAgain(facts.session, () => signal.aborted)) this.#keeper.warmed(facts);
    }
    const result = resultOf(this.#conversation.text, facts);
    if (result) this.#results = { ...this.#results, [weights]: result };
  }

  #end(problem: Problem): void {
    const isStopped = problem.code === 'stopped';
    // A session that broke is gone: the next press opens another.
    if (!isStopped && problem.code !== 'input') this.#close();
    this.#conversation.breakOff(problem);
    if (!isStopped) this.#problem = problem;
  }

  /** Stops the writing; the model stays loaded. */
  stop(): void {
    this.#controller?.abort();
    this.#keeper.stop();
  }

  /** The page is left: the model's memory is freed, the text stays. */
  leave(): void {
    this.#controller?.abort();
    this.#close();
  }

  #close(): void {
    this.#keeper.close();
    this.#loaded = undefined;
  }
}

/** What ends a session that does nothing. */
const takenAway: ReadonlySet<string> = new Set(['gpu-lost', 'worker-died']);

const since1970 = () => performance.timeOrigin + performance.now();

const stopped = () => new Problem('stopped', 'Stopped before it was finished.');
