import { Problem } from '../../domain/problem';
import { isHubId } from '../../models/modelRef';
import type { LinkParams } from '../../results/params';
import type { StoryToShare } from '../../results/storyLink';
import { device } from '../device.svelte';
import { WriteChoice } from './choice.svelte';
import { Conversation } from './conversation.svelte';
import { Press } from './press.svelte';
import { endOf, joined, textOf, type Asked, type WrittenText } from './text';
import { weightsChoices, targetsFor, weightsNamed, weightsOf, type WeightsId } from './weights';

/** What is to be written, before it is known by what. */
type Wish = Pick<Asked, 'prompt' | 'own' | 'seed' | 'anew'>;

/** The beginning of a story, and what is written on it here: kept while other pages are shown. */
export class WriteState {
  /** What the visitor writes: the story's beginning. */
  beginning = $state('');
  /** How it is to go on from what was written. */
  addition = $state('');
  #cut = $state(0);
  #comparing = $state(false);
  readonly #conversation = new Conversation();
  readonly choice = new WriteChoice(() => this.#conversation.text?.target);
  readonly #press = new Press(this.#conversation);

  get phase() {
    return this.#press.phase;
  }
  /** Who measures meanwhile, where the writing waits for that. */
  get wait() {
    return this.#press.wait;
  }
  get step() {
    return this.#press.step;
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
    return this.#press.problem;
  }
  /** Of the model that wrote last. */
  get facts() {
    return this.#press.facts;
  }
  /** What is in memory, so that it writes with nothing fetched. */
  get loaded() {
    return this.#press.loaded;
  }
  get results() {
    return this.#press.results;
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
    return this.phase !== 'idle' && (this.phase !== 'checking' || this.#comparing);
  }
  /** Whether the text can go on: by what was added, or by itself where it came to no end of its own. */
  readonly canGoOn = $derived(
    this.addition.trim() !== '' ||
      (!this.text?.isChat && (this.text?.ended === 'stopped' || this.text?.ended === 'length')),
  );

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
    if (!this.canGoOn && !this.#isWorthWriting(addition, 'Write how the story is to go on, a few words are enough.'))
      return;
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
      await this.#press.free();
      // The chosen ones last: theirs is the text that stays.
      for (const id of [...ids.filter((other) => other !== chosen), chosen]) {
        if (targetsFor(weightsOf(id), device.environment).length === 0) continue;
        this.choice.weights = id;
        await (this.text ? this.again('same') : this.write());
        if (this.#press.isStopped || this.problem) break;
      }
    } finally {
      this.#comparing = false;
      if (!this.problem) this.choice.weights = chosen;
    }
  }

  #isWorthWriting(text: string, otherwise: string): boolean {
    const isFine = text.trim() !== '';
    this.#press.refuse(isFine ? undefined : new Problem('input', otherwise));
    return isFine;
  }

  async #begin(wish: Wish, before: readonly WrittenText[]): Promise<void> {
    await this.#press.free();
    const { target, precision, of, asked: how } = this.choice;
    if (this.on || !target || !precision) return;
    const isChat = this.choice.hub !== undefined && how === 'chat';
    // Turns are handed over whole.
    const { text: prompt, cut } = isChat ? { text: wish.prompt, cut: 0 } : endOf(wish.prompt);
    this.#cut = cut;
    const asked: Asked = { ...wish, prompt, weights: of.id, target: target.id, ...(isChat && { isChat }) };
    await this.#press.begin(asked, { model: of.model, precision, target }, before);
  }

  /** Stops the writing; the model stays loaded. */
  stop(): void {
    this.#press.stop();
  }

  /** The page is left: the model's memory is freed, the text stays. */
  leave(): void {
    this.#press.leave();
  }
}
