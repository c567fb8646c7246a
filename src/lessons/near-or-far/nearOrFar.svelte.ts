import { DEFAULT_SERVER } from '../../far/ids';
import { loadServer, type Server } from '../../far/servers';
import { pageFault, type Problem } from '../../domain/problem';
import type { CompletedCell } from '../../record/record';
import type { LessonRun } from '../types';
import { foundOf, MODEL, SEED, type Found } from './found';

/** The lesson's own state: a guess, a measurement, and where the cloud was moved to. */
class NearOrFar {
  /** Round trip guessed, ms. */
  guessMs = $state(40);
  /** Where the cloud stands in the last part, ms. */
  movedMs = $state(40);
  #guessed = $state(false);
  #server = $state.raw<Server>();
  #problem = $state.raw<Problem>();
  #run = $state.raw<LessonRun>();

  /** Hands over what measures: the page keeps it while others are shown, as this is kept. */
  connect(run: LessonRun): void {
    this.#run = run;
  }

  get guessed(): boolean {
    return this.#guessed;
  }
  /** What kept the far side from being there. */
  get problem(): Problem | undefined {
    return this.#problem;
  }

  lockGuess(): void {
    this.#guessed = true;
  }
  changeGuess(): void {
    this.#guessed = false;
  }

  /**
   * Measures on the likely fastest target, for a few seconds: a class waits. Where that fails or is wrong, on the next.
   * @param targets that can run the model here, the likely fastest first
   */
  async measure(targets: readonly string[]): Promise<void> {
    const run = this.#run;
    if (!run) return;
    this.#problem = undefined;
    const server = this.#server ? undefined : loadServer(DEFAULT_SERVER);
    server?.catch(() => {});
    for (const target of targets) {
      await run.start({ models: [MODEL], targets: [target], scenario: 'preview', seed: SEED });
      if (run.status !== 'finished' || completedIn(run)) break;
    }
    try {
      this.#server ??= await server;
    } catch (error) {
      this.#problem = pageFault(error, 'fetching the server’s chip');
    }
  }

  readonly #cell = $derived.by(() => this.#run && completedIn(this.#run));

  readonly found = $derived.by((): Found | undefined => {
    const [cell, server] = [this.#cell, this.#server];
    return cell && server && !this.#run?.running ? foundOf(cell, server) : undefined;
  });
}

/** One of the tab: whoever comes back finds the guess and the answer as they were. */
export const nearOrFar = new NearOrFar();

function completedIn({ record }: LessonRun): CompletedCell | undefined {
  return record?.cells.find((cell) => cell.status === 'completed');
}
