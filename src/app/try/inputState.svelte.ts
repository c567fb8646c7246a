import { pageFault, type Problem } from '../../domain/problem';
import { part } from '../../domain/part';
import { pictureInput, shownInput, shownSample, textInput, type ShownInput } from '../../input/input';
import { sampleOf } from '../../tasks/registry';
import type { PictureSample, TaskMeta } from '../../tasks/types';
import { hold, release } from './pictureUrls';

const textsPart = () => import('../../input/texts');

/** What a task looks at: a sample, the visitor's own picture, or sentences. */
export class InputState {
  readonly task: TaskMeta;
  readonly #isRunning: () => boolean;
  readonly #onChange: () => void;

  #shown = $state.raw<ShownInput>();
  /** Id of the sample last asked for. */
  #sample = $state.raw<string>();
  #loading = $state(false);
  #problem = $state.raw<Problem>();
  /** Which load is the newest: an older one that ends later is dropped. */
  #loads = 0;
  /** A picture that came while a run was on. */
  #waiting = $state.raw<Blob | Promise<Blob>>();
  /** What a text field holds, kept apart from the prepared input while it is typed. */
  question = $state('');
  candidates = $state('');

  /**
   * @param isRunning a run keeps the input that it began with
   * @param onChange what was measured was of another input
   */
  constructor(task: TaskMeta, isRunning: () => boolean, onChange: () => void) {
    this.task = task;
    this.#isRunning = isRunning;
    this.#onChange = onChange;
  }

  get shown() {
    return this.#shown;
  }
  get loading() {
    return this.#loading;
  }
  get problem() {
    return this.#problem;
  }
  get waiting() {
    return this.#waiting !== undefined;
  }
  /** Whether it may not be changed now. */
  get locked() {
    return this.#isRunning();
  }
  /** The sample picture that is on its way where there is no picture yet. */
  get expected(): PictureSample | undefined {
    const sample = sampleOf(this.task, this.#sample);
    return !this.#shown && !this.#problem && 'picture' in sample ? sample : undefined;
  }

  /** A sample is there from the start, so that one button is all it takes. */
  async pickSample(id?: string): Promise<void> {
    if (this.locked) return;
    const sample = sampleOf(this.task, id);
    this.#sample = sample.id;
    if ('texts' in sample) {
      const isSearch = this.task.texts === 'search';
      this.question = isSearch ? (sample.texts[0] ?? '') : '';
      this.candidates = sample.texts.slice(isSearch ? 1 : 0).join('\n');
    }
    await this.#load(() => shownSample(sample));
  }

  /** Takes over the visitor's own picture from another task. */
  inherit(input: ShownInput): void {
    hold(input.url);
    this.#shown = input;
  }

  /**
   * While a run goes on the picture waits, and is taken when the visitor says so: its answer would not be the run's.
   * @param picture or one that is still being made: until it is there no run begins with the one before
   */
  async usePicture(picture: Blob | Promise<Blob>): Promise<void> {
    if (this.locked) {
      this.#waiting = picture;
      return;
    }
    this.#waiting = undefined;
    await this.#load(async () => shownInput(await pictureInput(await picture)));
    // It overtook the sample and could not be read: the sample comes after all, with the sentence still there.
    if (this.#problem && !this.#shown && !this.#loading) {
      await this.#load(() => shownSample(sampleOf(this.task)), this.#problem);
    }
  }

  async useWaiting(): Promise<void> {
    if (this.#waiting) await this.usePicture(this.#waiting);
  }

  dropWaiting(): void {
    this.#waiting = undefined;
  }

  /** The sentences were changed: what is shown was said of others. */
  edited(): void {
    if (!this.locked) this.#onChange();
  }

  /** Takes what the text fields hold. @returns false when it can't be used, with `problem` saying why */
  async useTexts(): Promise<boolean> {
    const sample = this.task.samples.find((candidate) => candidate.id === this.#shown?.id);
    try {
      const { readList, readTexts } = await part(textsPart);
      const texts =
        this.task.texts === 'search' ? readTexts(this.question, this.candidates) : readList(this.candidates);
      const unchanged = sample && 'texts' in sample && texts.join('\n') === sample.texts.join('\n');
      this.#shown = shownInput(textInput(texts, unchanged ? sample.id : 'own'));
      this.#problem = undefined;
      return true;
    } catch (error) {
      this.#problem = pageFault(error, 'reading the sentences');
      return false;
    }
  }

  /**
   * Never while a run goes on: its answer belongs to the input it was begun with.
   * @param keep what goes on being said
   */
  async #load(prepare: () => Promise<ShownInput>, keep?: Problem): Promise<void> {
    if (this.locked) return;
    const load = ++this.#loads;
    this.#loading = true;
    this.#problem = keep;
    try {
      const input = await prepare();
      hold(input.url);
      if (load !== this.#loads || this.locked) {
        release(input.url);
        return;
      }
      this.#onChange();
      release(this.#shown?.url);
      this.#shown = input;
    } catch (error) {
      if (load !== this.#loads) return;
      this.#problem = pageFault(error, 'reading the input');
    } finally {
      if (load === this.#loads) this.#loading = false;
    }
  }

  /** A sentence from the page itself, a refused camera say. */
  report(problem: Problem | undefined): void {
    this.#problem = problem;
  }
}
