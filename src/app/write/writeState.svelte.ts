import { Problem } from '../../domain/problem';
import { toProblem } from '../../domain/toProblem';
import { Turn } from '../../measure/turn';
import type { Agreement } from '../../record/record';
import type { LinkParams } from '../../results/params';
import type { OpeningStep } from '../../sessions/prove';
import type { Token } from '../../workloads/generation/stream';
import type { WriteEvent } from '../../workloads/generation/writer';
import { device } from '../device.svelte';
import { likelyTargets } from '../likelyTargets';
import { provenBuild } from '../provenBuilds';
import { PerFrame } from './perFrame';
import { endOf, figuresOf, joined, textOf, type Asked, type WrittenText } from './text';
import { WriterKeeper, type OpenWriter } from './writer';
import { precisionOn, targetsFor, weightsChoices, weightsOf, type WeightsId } from './weights';

export type WritePhase = 'idle' | 'waiting' | 'opening' | 'writing';

/** Tokens of one text at most: a page and a half, and time enough to see who is ahead. */
const MOST_TOKENS = 256;

/** What one form of the weights came to in this visit. */
export interface WeightsResult {
  readonly target: string;
  readonly precision: string;
  readonly agreement?: Agreement;
  readonly firstMs?: number;
  readonly perSecond?: number;
  readonly openMs: number;
}

/** A decoder's facts, as a server's estimate needs them too. */
export type WriterFacts = Pick<OpenWriter, 'card' | 'precision' | 'actual' | 'agreement' | 'wrong' | 'openMs'>;

/** The beginning of a story, and what is written on it here: kept while other pages are shown. */
export class WriteState {
  /** What the visitor writes: the story's beginning. */
  beginning = $state('');
  /** How it is to go on from what was written. */
  addition = $state('');
  weights = $state<WeightsId>('int4');
  #pickedTarget = $state<string>();
  #phase = $state<WritePhase>('idle');
  #step = $state.raw<OpeningStep>();
  /** Turns of this conversation that are over; the last one's text stands before the present one's. */
  #before = $state.raw<readonly WrittenText[]>([]);
  #text = $state.raw<WrittenText>();
  #problem = $state.raw<Problem>();
  #facts = $state.raw<WriterFacts>();
  #results = $state.raw<Readonly<Partial<Record<WeightsId, WeightsResult>>>>({});
  #cut = $state(0);
  #comparing = $state(false);
  readonly #keeper = new WriterKeeper();
  readonly #turn = new Turn();
  /** Of the press that goes on. */
  #controller?: AbortController;
  #came: Token[] = [];
  readonly #frame = new PerFrame(() => this.#take());

  get phase() {
    return this.#phase;
  }
  get step() {
    return this.#step;
  }
  get before() {
    return this.#before;
  }
  get text() {
    return this.#text;
  }
  get problem() {
    return this.#problem;
  }
  /** Of the model that wrote last. */
  get facts() {
    return this.#facts;
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
  get on() {
    return this.#phase !== 'idle';
  }
  /** True once the text is whole, stopped or failed, and nothing goes on. */
  readonly over = $derived(this.#text?.ended !== undefined && this.#phase === 'idle');

  /** Those that can run the weights, the likeliest best first where the visitor chose none. */
  readonly targets = $derived(targetsFor(weightsOf(this.weights), device.environment));
  readonly target = $derived.by(() => {
    const able = (id: string | undefined) => this.targets.find((target) => target.id === id);
    // Other weights are set against the last ones on one and the same target, where it reads both.
    const known = able(this.#pickedTarget) ?? able(this.#text?.target);
    if (known) return known;
    const likely = likelyTargets(weightsOf(this.weights).model, device.environment);
    return likely.flatMap((id) => able(id) ?? [])[0] ?? this.targets[0];
  });
  readonly precision = $derived(this.target && precisionOn(weightsOf(this.weights), this.target));

  /** What a link names. It begins by itself where the link says so. */
  adopt({ targets, seed, autorun }: Readonly<Partial<LinkParams>>): void {
    if (targets?.[0]) this.#pickedTarget = targets[0];
    if (autorun && !this.on) void this.write(seed);
  }

  pickTarget(id: string): void {
    this.#pickedTarget = id;
  }

  /** A new story from its beginning. */
  write(seed = 1): Promise<void> {
    const { beginning } = this;
    if (!this.#isWorthWriting(beginning, 'Write a word or two for the model to go on from.')) return Promise.resolve();
    return this.#begin({ prompt: beginning, own: beginning, seed, anew: true }, []);
  }

  /** The same conversation, with what was added: the model has most of it in its cache. */
  async goOn(): Promise<void> {
    const text = this.#text;
    const { addition } = this;
    if (!text || this.on) return;
    if (!this.#isWorthWriting(addition, 'Write how the story is to go on, a few words are enough.')) return;
    const before = text.prompt + textOf(text);
    const prompt = joined(before, addition);
    const asked = { prompt, own: prompt.slice(before.length), seed: text.seed, anew: false };
    await this.#begin(asked, [...this.#before, text]);
    // What could not be begun is still there to be tried again.
    if (this.#text?.prompt === prompt) this.addition = '';
  }

  /** The text once more: with another seed, or the very same. */
  async again(which: 'another' | 'same'): Promise<void> {
    const text = this.#text;
    if (!text || this.on) return;
    const { prompt, own, seed, anew } = text;
    await this.#begin({ prompt, own, seed: which === 'same' ? seed : seed + 1, anew }, this.#before);
  }

  /** The same text with every form of the weights that can be had here, one after the other. */
  async compare(ids: readonly WeightsId[] = weightsChoices.map(({ id }) => id)): Promise<void> {
    if (this.on) return;
    const { weights: chosen, target } = this;
    this.#pickedTarget = target?.id;
    this.#comparing = true;
    try {
      // The chosen ones last: theirs is the text that stays.
      for (const id of [...ids.filter((other) => other !== chosen), chosen]) {
        if (targetsFor(weightsOf(id), device.environment).length === 0) continue;
        this.weights = id;
        await (this.#text ? this.again('same') : this.write());
        if (this.#text?.ended === 'stopped' || this.#problem) break;
      }
    } finally {
      this.#comparing = false;
      if (!this.#problem) this.weights = chosen;
    }
  }

  #isWorthWriting(text: string, otherwise: string): boolean {
    const isFine = text.trim() !== '';
    this.#problem = isFine ? undefined : new Problem('input', otherwise);
    return isFine;
  }

  async #begin(
    { prompt, own, seed, anew }: Pick<Asked, 'prompt' | 'own' | 'seed' | 'anew'>,
    before: readonly WrittenText[],
  ): Promise<void> {
    const { target, precision, weights } = this;
    if (!target || !precision || this.on) return;
    const controller = (this.#controller = new AbortController());
    const { signal } = controller;
    this.#problem = undefined;
    this.#phase = 'waiting';
    const { model } = weightsOf(weights);
    const { text: sent, cut } = endOf(prompt);
    this.#cut = cut;
    try {
      // Another tab that measures would be measured with this one's work beside it.
      await this.#turn.take(signal);
      if (signal.aborted) throw stopped();
      this.#phase = 'opening';
      const { environment } = device;
      const proven = environment && provenBuild(model, target, environment);
      const asked = { model, precision, target, provenBuild: proven };
      const open = await this.#keeper.get(asked, (step) => (this.#step = step));
      if (signal.aborted) throw stopped();
      this.#facts = open;
      this.#step = undefined;
      this.#phase = 'writing';
      await this.#write(open, { prompt: sent, own, seed, anew, weights, target: target.id }, before);
    } catch (error) {
      this.#end(toProblem(error, 'writing'));
    } finally {
      this.#turn.release();
      this.#step = undefined;
      this.#phase = 'idle';
    }
  }

  async #write(open: OpenWriter, asked: Asked, before: readonly WrittenText[]): Promise<void> {
    const askedAtMs = performance.timeOrigin + performance.now();
    this.#came = [];
    this.#before = before;
    this.#text = { ...asked, tokens: [], askedAtMs, hidden: document.hidden };
    const onHidden = () => this.#change({ hidden: true });
    document.addEventListener('visibilitychange', onHidden);
    const onEvent = (event: WriteEvent) => {
      if (event.kind === 'prompt') return this.#change({ prompted: event.prompt });
      this.#came.push(...event.tokens);
      this.#frame.ask();
    };
    try {
      const request = {
        prompt: { text: asked.prompt },
        maxTokens: MOST_TOKENS,
        sampling: { seed: asked.seed },
        anew: asked.anew,
        askedAtMs,
      };
      const { result } = await open.session.write(request, onEvent);
      this.#frame.now();
      const { firstTokenMs, prefillMs, interTokenMs, cacheBytes } = result;
      this.#change({ ended: result.ended, written: { firstTokenMs, prefillMs, interTokenMs, cacheBytes } });
      this.#keep(open);
    } finally {
      document.removeEventListener('visibilitychange', onHidden);
      this.#frame.now();
    }
  }

  /** What came since the last frame. */
  #take(): void {
    if (this.#came.length === 0 || !this.#text) return;
    this.#change({ tokens: [...this.#text.tokens, ...this.#came] });
    this.#came = [];
  }

  #change(change: Partial<WrittenText>): void {
    if (this.#text) this.#text = { ...this.#text, ...change };
  }

  #keep({ precision, agreement, openMs }: OpenWriter): void {
    const text = this.#text;
    if (!text || text.hidden) return;
    const { firstMs, perSecond } = figuresOf(text);
    const result: WeightsResult = {
      target: text.target,
      precision,
      openMs,
      ...(agreement && { agreement }),
      ...(firstMs !== undefined && { firstMs }),
      ...(perSecond !== undefined && { perSecond }),
    };
    this.#results = { ...this.#results, [text.weights]: result };
  }

  /** What was written stays, whatever ended it. */
  #end(problem: Problem): void {
    const isStopped = problem.code === 'stopped';
    // A session that broke is gone: the next press opens another.
    if (!isStopped && problem.code !== 'input') this.#keeper.close();
    if (this.#phase === 'writing') {
      this.#change({ ended: isStopped ? 'stopped' : 'failed', ...(!isStopped && { problem }) });
    }
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
    this.#keeper.close();
  }
}

const stopped = () => new Problem('stopped', 'Stopped before it was finished.');
