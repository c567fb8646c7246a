/* eslint-disable svelte/prefer-svelte-reactivity -- maps and sets here are made anew and replaced whole */
import type { Pooled } from '../../judge/pool';
import type { RunRecord } from '../../record/record';
import { device } from '../device.svelte';
import { runStore } from '../runState.svelte';
import { outcomesOf, storedOutcomes, type Outcome, type Sought } from './outcomes';

/** What is known of each cell: from stored runs, and since the page was opened. */
export class KnownOutcomes {
  #outcomes = $state.raw<ReadonlyMap<string, Outcome>>(new Map());
  #reading = $state(true);
  /** Measured since the page was opened: it takes the place of whatever is stored. */
  #own: ReadonlyMap<string, Outcome> = new Map();

  get outcomes() {
    return this.#outcomes;
  }
  /** Whether stored runs are still being read. */
  get reading() {
    return this.#reading;
  }

  /** Reads what stored runs say. Never rejects. */
  async read(isAlike: Sought['isAlike']): Promise<void> {
    const { environment } = device;
    if (!environment) return;
    try {
      const sought = { environment, isAlike };
      await storedOutcomes(await runStore(), sought, (found) => {
        this.#outcomes = new Map([...found, ...this.#own]);
      });
    } catch {
      // The list of runs says why they can't be read.
    } finally {
      this.#reading = false;
    }
  }

  /** Takes what a run of this page came to. */
  keep(record: RunRecord, pooled?: Pooled): void {
    const measured = outcomesOf(record, pooled);
    this.#own = new Map([...this.#own, ...measured]);
    this.#outcomes = new Map([...this.#outcomes, ...measured]);
  }
}
