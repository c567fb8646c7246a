import { DEFAULT_AFTER_IDLE, type AfterIdle } from '../../far/afterIdle';
import { profileOf } from '../../far/network';
import { loadServer, type Server } from '../../far/servers';
import type { Ranking } from '../../judge/rank';
import type { CompletedCell, RunParams } from '../../record/record';
import { defaultFar } from '../defaultFar';
import type * as Judged from './judged';

/** The far side that the play page races against: what was chosen of it, and what comes out. */
export class FarSide {
  profile = $state(defaultFar.profile);
  afterIdle = $state<AfterIdle>(DEFAULT_AFTER_IDLE);
  seed = $state(1);
  #server = $state(defaultFar.server);
  /** With its chip's figures; the one before it until the newly chosen one is there. */
  #loaded = $state.raw<Server>();
  #failed = $state(false);
  readonly #judged: () => typeof Judged | undefined;
  readonly #cell: () => CompletedCell | undefined;

  /**
   * @param judged what simulates, once it is there
   * @param cell tells what the far side is asked to do, once there is one
   */
  constructor(judged: () => typeof Judged | undefined, cell: () => CompletedCell | undefined) {
    this.#judged = judged;
    this.#cell = cell;
  }

  get server() {
    return this.#server;
  }
  set server(id: string) {
    this.#server = id;
    // Before the first run none is needed.
    if (this.#loaded || this.#failed) void this.load();
  }

  adopt({ profile, server, afterIdle }: NonNullable<RunParams['far']>): void {
    this.profile = profile;
    this.server = server;
    this.afterIdle = afterIdle ?? DEFAULT_AFTER_IDLE;
  }

  get params(): NonNullable<RunParams['far']> {
    const { profile, server, afterIdle } = this;
    return { profile, server, ...(afterIdle !== DEFAULT_AFTER_IDLE && { afterIdle }) };
  }

  /** Fetches the chip of the server that is chosen; until then nothing is simulated. Never rejects. */
  async load(): Promise<void> {
    const id = this.#server;
    const isCurrent = () => id === this.#server;
    try {
      const server = await loadServer(id);
      if (!isCurrent()) return;
      this.#loaded = server;
      this.#failed = false;
    } catch {
      if (!isCurrent()) return;
      this.#loaded = undefined;
      this.#failed = true;
    }
  }

  readonly #choice = $derived.by(() => {
    const [profile, server] = [profileOf(this.profile), this.#loaded];
    const { afterIdle, seed } = this;
    return profile && server && { profile, server, afterIdle, seed };
  });

  readonly #simulated = $derived.by(() => {
    const [cell, choice] = [this.#cell(), this.#choice];
    return cell && choice && this.#judged()?.farSideOf(cell, choice);
  });

  readonly far = $derived(this.#simulated && !('problem' in this.#simulated) ? this.#simulated : undefined);

  /** Why there is nothing to race against, in a sentence. */
  readonly problem = $derived.by(() => {
    if (this.#simulated && 'problem' in this.#simulated) return this.#simulated.problem;
    return this.#failed ? 'The server’s chip could not be fetched. Connect, and choose the server again.' : undefined;
  });

  readonly caption = $derived(this.#choice && `${this.#choice.profile.title}, ${this.#choice.server.title}`);

  /** Here or there. */
  contest(ranking: Pick<Ranking, 'winner' | 'tied'>) {
    const [cell, choice, far] = [this.#cell(), this.#choice, this.far];
    return cell && choice && far && this.#judged()?.contestOf(cell, choice, far, ranking);
  }
}
