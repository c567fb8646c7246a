import { getContext, setContext } from 'svelte';
import type { LessonMeta } from '../types';

/** Where a lesson stands: which step is read or shown, and whether it is presented. */
export class LessonState {
  readonly meta: LessonMeta;
  #at = $state(0);
  #presenting = $state(false);

  constructor(meta: LessonMeta) {
    this.meta = meta;
  }

  get at(): number {
    return this.#at;
  }
  get step(): string {
    return this.meta.steps[this.#at]?.id ?? '';
  }
  get presenting(): boolean {
    return this.#presenting;
  }
  set presenting(on: boolean) {
    this.#presenting = on;
  }

  /** @returns false where the lesson has no such step */
  goTo(step: string): boolean {
    const at = this.meta.steps.findIndex(({ id }) => id === step);
    if (at < 0) return false;
    this.#at = at;
    return true;
  }

  /** @returns false at either end */
  move(by: 1 | -1): boolean {
    const at = this.#at + by;
    if (at < 0 || at >= this.meta.steps.length) return false;
    this.#at = at;
    return true;
  }
}

const key = Symbol('lesson');

export const provideLesson = (lesson: LessonState): LessonState => setContext(key, lesson);
export const currentLesson = (): LessonState => getContext<LessonState>(key);
