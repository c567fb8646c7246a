import { Problem } from '../../domain/problem';
import { toProblem } from '../../domain/toProblem';
import { isHubId } from '../../models/modelRef';
import { Turn, type Waiting } from '../../measure/turn';
import type { LinkParams } from '../../results/params';
import type { StoryToShare } from '../../results/storyLink';
import type { OpeningStep } from '../../sessions/prove';
import { device } from '../device.svelte';
import { provenBuild } from '../provenBuilds';
import { WriteChoice } from './choice.svelte';
import { Conversation } from './conversation.svelte';
import { endOf, joined, textOf, type Asked, type WrittenText } from './text';
import { weightsChoices, targetsFor, weightsNamed, weightsOf, type WeightsId } from './weights';
import { resultOf, type WeightsResult } from './weightsResult';
import { WriterKeeper, type OpenWriter } from './writer';

/** `checking`: the text is there, and meanwhile the model is compared with its whole reference and timed warm. */
export type WritePhase = 'idle' | 'waiting' | 'opening' | 'writing' | 'checking';

/** A decoder's facts, as a server's estimate needs them too. */
export type WriterFacts = Pick<
  OpenWriter,
  'card' | 'precision' | 'actual' | 'agreement' | 'isChecked' | 'wrong' | 'openMs'
>;

/** What is to be written, before it is known by what. */
type Wish = Pick<Asked, 'prompt' | 'own' | 'seed' | 'anew'>;

/** The beginning of a story, and what is written on it here: kept while other pages are shown. */
export class WriteState {
  /** What the visitor writes: the story's beginning. */
  beginning = $state('');
  /** How it is to go on from what was written. */
  addition = $state('');
  #phase = $state<WritePhase>('idle');
  #wait = $state<Waiting>();
  #step = $state.raw<OpeningStep>();
  #problem = $state.raw<Problem>();
  #facts = $state.raw<WriterFacts>();
  #results = $state.raw<Readonly<Partial<Record<WeightsId, WeightsResult>>>>({});
  #loaded = $state.raw<Pick<Asked, 'weights' | 'target'>>();
  #cut = $state(0);
  #comparing = $state(false);
  readonly #conversation = new Conversation();
  readonly choice = new WriteChoice(() => this.#conversation.text?.target);
  readonly #keeper = new WriterKeeper();
  readonly #turn = new Turn();
  /** Of the press that goes on. */
  #controller?: AbortController;
  /** Until it is over, with all that comes after the text. */
  #press?: Promise<void>;

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
  /** Turns of this conversation that are over. */
  get before() {
    return this.#conversation.before;
  }
  /** The present turn. */
  get text() {
    return this.#conversation.text;
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
  /** Characters of the prompt that were left out before it was handed over. */
  get cut() {
    return this.#cut;
  }
  get comparing() {
    return this.#comparing;
  }
  /** Whether there is something to wait for, or to stop: a check gives way to the next press. */
  get on() {
    return this.#phase !== 'idle' && (this.#phase !== 'checking' || this.#comparing);
  }
  /** True once the text is whole, stopped or failed, and another may be asked for. */
  readonly over = $derived(this.text?.ended !== undefined && !this.on);

  /** What a link names. It begins by itself where the link says so. */
  adopt({ models, targets, seed, autorun }: Readonly<Partial<LinkParams>>): void {
    if (models?.[0] && isHubId(models[0])) this.choice.takeModel(models[0]);
    if (targets?.[0]) this.choice.pick(targets[0]);
    if (autorun && !this.on) void this.write(seed);
  }

  /** Takes the beginning of a story that was sent, and what wrote it where that is known here. */
  repeat({ passages, model, precision }: Pick<StoryToShare, 'passages' | 'model' | 'precision'>): void {
    this.beginning = passages[0]?.text ?? '';
    const weights = weightsNamed({ model, precision });
    if (weights) this.choice.weights = weights.id;
  }

  /** A new story from its beginning. */
  write(seed = 1): Promise<void> {
    const { beginning } = this;
    if (!this.#isWorthWriting(beginning, 'Write a word or two for the model to go on from.')) return Promise.resolve();
    return this.#begin({ prompt: beginning, own: beginning, seed, anew: true }, []);
  }

  /** The same conversation, with what was added: the model has most of it in its cache. */
  async goOn(): Promise<void> {
    const { text, addition } = this;
    if (!text || this.on) return;
    if (!this.#isWorthWriting(addition, 'Write how the story is to go on, a few words are enough.')) return;
    const before = text.prompt + textOf(text);
    const prompt = joined(before, addition);
    const wish = { prompt, own: prompt.slice(before.length), seed: text.seed, anew: false };
    await this.#begin(wish, [...this.before, text]);
    // What could not be begun is still there to be tried again.
    if (this.text?.prompt === prompt) this.addition = '';
  }

  /** The text once more: with another seed, or the very same. */
  async again(which: 'another' | 'same'): Promise<void> {
    const { text } = this;
    if (!text || this.on) return;
    const { prompt, own, seed, anew } = text;
    await this.#begin({ prompt, own, seed: which === 'same' ? seed : seed + 1, anew }, this.before);
  }

  /** The same text with every form of the weights that can be had here, one after the other. */
  async compare(ids: readonly WeightsId[] = weightsChoices.map(({ id }) => id)): Promise<void> {
    if (this.on || this.#comparing) return;
    const { weights: chosen, target } = this.choice;
    this.choice.pick(target?.id);
    this.#comparing = true;
    try {
      await this.#checked();
      // The chosen ones last: theirs is the text that stays.
      for (const id of [...ids.filter((other) => other !== chosen), chosen]) {
        if (targetsFor(weightsOf(id), device.environment).length === 0) continue;
        this.choice.weights = id;
        await (this.text ? this.again('same') : this.write());
        if (this.#controller?.signal.aborted || this.#problem) break;
      }
    } finally {
      this.#comparing = false;
      if (!this.#problem) this.choice.weights = chosen;
    }
  }

  #isWorthWriting(text: string, otherwise: string): boolean {
    const isFine = text.trim() !== '';
    this.#problem = isFine ? undefined : new Problem('input', otherwise);
    return isFine;
  }

  async #begin(wish: Wish, before: readonly WrittenText[]): Promise<void> {
    await this.#checked();
    if (this.on) return;
    this.#press = this.#run(wish, before);
    await this.#press;
  }

  /** Ends a check that goes on: it begins anew behind the next text. */
  async #checked(): Promise<void> {
    if (this.#phase === 'checking') this.stop();
    await this.#press;
  }

  /** Never rejects. */
  async #run(wish: Wish, before: readonly WrittenText[]): Promise<void> {
    const { target, precision, of, asked: how } = this.choice;
    const weights = of.id;
    if (!target || !precision) return;
    let askedAtMs = since1970();
    const { signal } = (this.#controller = new AbortController());
    this.#problem = undefined;
    this.#phase = 'opening';
    const { model } = weightsOf(weights);
    const isChat = this.choice.hub !== undefined && how === 'chat';
    // Turns are handed over whole.
    const { text: prompt, cut } = isChat ? { text: wish.prompt, cut: 0 } : endOf(wish.prompt);
    this.#cut = cut;
    const asked: Asked = { ...wish, prompt, weights, target: target.id, ...(isChat && { isChat }) };
    try {
      // What measures, in this tab or another, would be measured with this work beside it.
      await this.#turn.take(signal, (wait) => {
        this.#wait = wait;
        this.#phase = wait ? 'waiting' : 'opening';
        askedAtMs = since1970();
      });
      if (signal.aborted) throw stopped();
      const wanted = { model, precision, target };
      const kept = this.#keeper.kept(wanted);
      if (!kept || !(await this.#isWrittenWith(kept, asked, askedAtMs, before))) {
        this.#phase = 'opening';
        const { environment } = device;
        const proven = environment && provenBuild(model, target, environment);
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
      const isGone = takenAway.has(toProblem(error, 'writing').code) && this.text?.tokens.length === 0;
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
      if (!facts.wrong) await this.#conversation.timeAgain(facts.session, () => signal.aborted);
      if (this.text?.cold === false) this.#keeper.warmed(facts);
    }
    const result = resultOf(this.text, facts);
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
