/* eslint-disable svelte/prefer-svelte-reactivity -- maps and sets here are made anew and replaced whole: `$state.raw`, `$derived` */
import { DEFAULT_AFTER_IDLE, type AfterIdle } from '../../far/afterIdle';
import { profileOf } from '../../far/network';
import { farWorkOf } from '../../far/ofRun';
import { loadServer, serverOf } from '../../far/servers';
import { simulateFarSide } from '../../far/simulate';
import { parseModelRef } from '../../models/modelRef';
import { nextTask } from '../../measure/nextTask';
import type { CompletedCell, Far, RefusedFar, RunParams } from '../../record/record';
import { defaultFar } from '../defaultFar';

/** The column of the simulated cloud: what was chosen of it, and what it comes to for each model that was measured here. */
export class FarColumn {
  profile = $state(defaultFar.profile);
  server = $state(defaultFar.server);
  afterIdle = $state<AfterIdle>(DEFAULT_AFTER_IDLE);
  seed = $state(1);
  /** By the row's reference. */
  #sides = $state.raw<ReadonlyMap<string, Far | RefusedFar>>(new Map());
  #failed = $state(false);
  /** What each side was simulated for, so that no cell is asked about twice. */
  #known = new Map<string, { readonly asked: string; readonly side: Far | RefusedFar }>();

  adopt({ profile, server, afterIdle }: NonNullable<RunParams['far']>): void {
    this.profile = profile;
    this.server = server;
    this.afterIdle = afterIdle ?? DEFAULT_AFTER_IDLE;
  }

  readonly params = $derived<NonNullable<RunParams['far']>>({
    profile: this.profile,
    server: this.server,
    ...(this.afterIdle !== DEFAULT_AFTER_IDLE && { afterIdle: this.afterIdle }),
  });

  readonly network = $derived(profileOf(this.profile));
  readonly serverTitle = $derived(serverOf(this.server)?.title ?? this.server);

  get sides() {
    return this.#sides;
  }
  /** Whether the server's chip could not be fetched. */
  get failed() {
    return this.#failed;
  }

  /** What a run simulated for a model, where it is what is chosen. */
  among(sides: readonly (Far | RefusedFar)[] | undefined, ref: string): Far | RefusedFar | undefined {
    const { model } = parseModelRef(ref);
    return sides?.find((side) => side.model === model && side.profile === this.profile && side.server === this.server);
  }

  /**
   * Simulates the far side of each row, one a task, and leaves alone what is known. Never rejects.
   * @param work by the row's reference, a cell that did the work here
   * @param isCurrent false once something else is asked for
   */
  async simulate(work: ReadonlyMap<string, CompletedCell>, isCurrent: () => boolean): Promise<void> {
    const [profile, params, seed] = [this.network, this.params, this.seed];
    const server = await loadServer(params.server).catch(() => undefined);
    if (!isCurrent()) return;
    this.#failed = !server;
    if (!server || !profile) return;
    for (const [ref, cell] of work) {
      const asked = JSON.stringify([params, seed, farWorkOf(cell)]);
      if (this.#known.get(ref)?.asked === asked) continue;
      await nextTask();
      if (!isCurrent()) return;
      const side = simulateFarSide({ ...farWorkOf(cell), profile, server, afterIdle: params.afterIdle, seed });
      this.#known.set(ref, { asked, side });
      this.#sides = new Map([...this.#known].map(([key, known]) => [key, known.side]));
    }
  }
}
