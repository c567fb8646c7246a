import { DEFAULT_AFTER_IDLE, type AfterIdle } from '../../far/afterIdle';
import type { AnyDistance } from '../../far/anyDistance';
import { partsOf } from '../../far/ids';
import type { Server } from '../../far/servers';
import type { Verdict } from '../../judge/hereOrThere';
import type { Ranking } from '../../judge/rank';
import type { CompletedCell, Far, RunParams } from '../../record/record';
import { part } from '../../domain/part';
import { defaultFar } from '../defaultFar';
import type * as Judged from './judged';

// Networks and servers come when they are needed: a first visit carries their ids alone.
const networkPart = () => import('../../far/network');
const serversPart = () => import('../../far/servers');

/** The far side that the Try page races against: what was chosen of it, and what comes out. */
export class FarSide {
  /** Id of the network, without how far beyond it the server stands. */
  network = $state(partsOf(defaultFar.profile).network);
  /** Round trip from the network's edge to the server, ms. */
  distanceMs = $state(partsOf(defaultFar.profile).distanceMs);
  afterIdle = $state<AfterIdle>(DEFAULT_AFTER_IDLE);
  seed = $state(1);
  #server = $state(defaultFar.server);
  /** With its chip's figures; the one before it until the newly chosen one is there. */
  #loaded = $state.raw<Server>();
  #failed = $state(false);
  /** Why a part of the page is not here. */
  #missing = $state('');
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

  /** Network and distance in one id, as a link and a record name them. */
  get profile() {
    const { network, distanceMs } = this;
    return distanceMs > 0 ? `${network}@${distanceMs}` : network;
  }
  set profile(id: string) {
    const { network, distanceMs } = partsOf(id);
    this.network = network;
    this.distanceMs = distanceMs;
  }

  /** Makes the chosen network the visitor's own, whose figures can be changed. */
  async makeOwn(): Promise<void> {
    const id = this.network;
    try {
      const { customProfile, ownNetworkOf, profileOf } = await part(networkPart);
      const network = profileOf(id);
      if (network && id === this.network) this.network = customProfile(ownNetworkOf(network)).id;
      this.#missing = '';
    } catch (error) {
      this.#missing = error instanceof Error ? error.message : String(error);
    }
  }

  get server() {
    return this.#server;
  }
  set server(id: string) {
    this.#server = id;
    // Before the first run none is needed.
    if (this.#loaded || this.#failed) void this.load();
  }

  /** What shows the far side, once it is there. */
  get parts() {
    return this.#judged();
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
      const { loadServer } = await part(serversPart);
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

  /** But for how far away it is: a slider that moves deals nothing anew. With its chip's figures, once they are there. */
  readonly cloud = $derived.by(() => {
    const [network, server] = [this.#judged()?.profileOf(this.network), this.#loaded];
    const { afterIdle, seed } = this;
    return network && server && { network, server, afterIdle, seed };
  });

  readonly #simulated = $derived.by(() => {
    const [cell, cloud] = [this.#cell(), this.cloud];
    return cell && cloud && this.#judged()?.farSideOf(cell, cloud);
  });

  /** The simulated cloud with its server anywhere. */
  readonly anywhere = $derived(this.#simulated && !('problem' in this.#simulated) ? this.#simulated : undefined);

  /** The simulated cloud with its server where it stands. */
  readonly point = $derived(this.anywhere?.at(this.distanceMs));

  /** The same in a record's form. */
  readonly far = $derived.by((): Far | undefined => {
    const [cell, point] = [this.#cell(), this.point];
    const { profile, server, seed } = this;
    return cell && point && this.#judged()?.recordedFar(cell, point, { profile, server, seed });
  });

  /** Why there is nothing to race against, in a sentence. */
  readonly problem = $derived.by(() => {
    if (this.#simulated && 'problem' in this.#simulated) return this.#simulated.problem;
    if (this.#missing) return this.#missing;
    return this.#failed ? 'The server’s chip could not be fetched. Connect, and choose the server again.' : undefined;
  });

  readonly caption = $derived.by(() => {
    const profile = this.#judged()?.profileOf(this.profile);
    return profile && this.cloud && `${profile.title}, ${this.cloud.server.title}`;
  });

  #versus: { far: AnyDistance; near: readonly CompletedCell[]; at: (distanceMs: number) => Verdict } | undefined;

  /**
   * This device against that cloud with its server anywhere, found once for the cells that stand for the device.
   * @returns undefined where either side is not there yet
   */
  versus(ranking: Pick<Ranking, 'winner' | 'tied'>): ((distanceMs: number) => Verdict) | undefined {
    const [cell, far, judged] = [this.#cell(), this.anywhere, this.#judged()];
    if (!cell || !far || !judged) return undefined;
    const near = judged.contenders(ranking);
    if (near.length === 0) return undefined;
    const before = this.#versus;
    const isSame =
      before?.far === far &&
      before.near.length === near.length &&
      near.every((each, index) => each === before.near[index]);
    if (!isSame) this.#versus = { far, near, at: judged.contestOf(cell, near, far) };
    return this.#versus?.at;
  }

  /** Here or there, with the server where it stands. */
  contest(ranking: Pick<Ranking, 'winner' | 'tied'>): Verdict | undefined {
    return this.versus(ranking)?.(this.distanceMs);
  }
}
