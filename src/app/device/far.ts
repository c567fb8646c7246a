import { profileOf } from '../../far/network';
import { farWorkOf } from '../../far/ofRun';
import { loadServer, type Server } from '../../far/servers';
import { simulateFarSide } from '../../far/simulate';
import { sideVerdict } from '../../judge/hereOrThere';
import type { CompletedCell } from '../../record/record';
import { defaultFar } from '../defaultFar';
import type { TaskResult } from './results';

/** The same seed as a run that names none. */
const SEED = 1;

/** The cloud for one task, its connection open. */
export interface FarAnswer {
  readonly perSecond: number;
  readonly winner: 'here' | 'there' | 'too close to call';
}

/** The cloud that every task is set against. */
export class Cloud {
  readonly title: string;
  readonly rttMs: number;
  readonly #server: Server;
  readonly #profile: NonNullable<ReturnType<typeof profileOf>>;
  readonly #medians = new WeakMap<CompletedCell, number | undefined>();

  private constructor(server: Server, profile: NonNullable<ReturnType<typeof profileOf>>) {
    this.#server = server;
    this.#profile = profile;
    this.rttMs = profile.rttMs;
    this.title = `${profile.title}, ${server.title}`;
  }

  /** @throws Problem where its figures could not be fetched */
  static async load(): Promise<Cloud | undefined> {
    const server = await loadServer(defaultFar.server);
    const profile = profileOf(defaultFar.profile);
    return server && profile && new Cloud(server, profile);
  }

  #medianMs(cell: CompletedCell): number | undefined {
    if (!this.#medians.has(cell)) {
      const far = simulateFarSide({ ...farWorkOf(cell), profile: this.#profile, server: this.#server, seed: SEED });
      this.#medians.set(cell, 'problem' in far ? undefined : far.totalMs.median);
    }
    return this.#medians.get(cell);
  }

  /** @returns undefined where nothing can be simulated */
  answer({ best, near }: TaskResult): FarAnswer | undefined {
    const ms = this.#medianMs(best);
    if (ms === undefined) return undefined;
    return { perSecond: 1000 / ms, winner: sideVerdict(near, ms).winner };
  }
}
