import { part } from '../domain/part';
import { isAnythingKept } from '../hub/anythingKept';
import type { ModelOutline } from '../models/outline';

const readPart = () => import('./readKept');

/** Models from hubs that are kept here whole: they appear wherever models are listed. */
class KeptState {
  #outlines = $state.raw<readonly ModelOutline[]>([]);
  #reading: Promise<void> = Promise.resolve();

  get outlines() {
    return this.#outlines;
  }

  /** Looks what there is, and makes it known; at most visits nothing is, and nothing is fetched for it. */
  load(): Promise<void> {
    this.#reading = this.#reading.then(async () => {
      try {
        if (this.#outlines.length === 0 && !(await isAnythingKept())) return;
        const { readKept } = await part(readPart);
        this.#outlines = await readKept();
      } catch {
        // Without its script none is offered; the library tells what is kept.
      }
    });
    return this.#reading;
  }

  /** Resolves once all that was asked for has been read. */
  get ready(): Promise<void> {
    return this.#reading;
  }
}

export const kept = new KeptState();
