import type { Connection } from '../../../far/breakEven/anyNetwork';
import { fetchMs, shares, type Share } from '../../../far/breakEven/breakEven';
import type { EvenQuestion, Evens, OverNetwork, surfacesOf } from '../../../far/breakEven/evens';
import type { FarTokens } from '../../../far/breakEven/tokens';
import { servedOf, type WritingOptions } from '../../../far/generation';
import { awayBy, profiles } from '../../../far/network';
import type { Refusal } from '../../../far/server';
import type { FarSideOptions } from '../../../far/simulate';
import { leastBytes, outlinesOf } from '../../../models/outline';
import { measuredNear } from '../near';
import { Newest } from '../reckoner/newest';
import { Reckoner } from '../reckoner/reckoner';
import type { FarSetting } from '../setting.svelte';
import { readTokenMs } from '../tokenTime';

type Surfaces = Exclude<ReturnType<typeof surfacesOf>, Refusal>;

interface MapQuestion {
  /** With the server where it stands: its distance changes how much of the round trip jitters. */
  readonly options: FarSideOptions;
  readonly connection: Connection;
  /** Others' networks have it too. */
  readonly distanceMs: number;
  /** The chosen network with the server at its edge. */
  readonly network: FarSideOptions['profile'];
}

interface TokenQuestion {
  readonly model: string;
  readonly options: WritingOptions;
  readonly distanceMs: number;
}

/** As long as a text is judged. */
const MOST_TOKENS = 500;

/** What the first use here takes beside an answer. */
export interface FirstUse {
  readonly bytes: number;
  readonly fetchMs: number;
  /** Opening and what the first inference takes longer; undefined where it was not measured. */
  readonly openMs?: number;
}

const isTold = <T extends object>(result: T | Refusal): result is T => !('problem' in result);

/** Where far and near are even. Whatever takes longer than a frame is asked of a worker, and what was found of the same model stays until it answers. */
export class EvenState {
  readonly #setting: FarSetting;
  readonly #reckoner = new Reckoner();
  #evens = $state.raw<{ readonly of: EvenQuestion; readonly evens: Evens }>();
  #map = $state.raw<{ readonly of: MapQuestion; readonly surfaces: Surfaces }>();
  #networks = $state.raw<readonly OverNetwork[]>([]);
  #tokens = $state.raw<{ readonly of: TokenQuestion; readonly tokens: FarTokens }>();
  #problem = $state('');
  #mapProblem = $state('');

  constructor(setting: FarSetting) {
    this.#setting = setting;
  }

  readonly connection = $derived.by((): Connection => (this.#setting.own('connection') === 'cold' ? 'cold' : 'warm'));
  readonly share = $derived.by((): Share => shares.find((known) => known === this.#setting.own('percentile')) ?? 'p90');

  /** What was measured here, whatever is stated in its place. */
  readonly measured = $derived.by(() => {
    const { records, choice } = this.#setting;
    return records && measuredNear(choice.model, records);
  });

  readonly firstUse = $derived.by((): FirstUse | undefined => {
    const { options, near, profile, choice } = this.#setting;
    if (!options || !near || !profile) return undefined;
    const measuredBytes = near.kind === 'measured' ? near.cell.phases?.downloadBytes : undefined;
    const bytes = measuredBytes || leastBytes(outlinesOf(choice.model));
    if (!(bytes > 0)) return undefined;
    // The clock of a download has nothing to do with the server's chip.
    const far = { ...options, profile, compute: { ms: 0, basis: '' } };
    const firstMs = near.kind === 'measured' ? near.firstAnswerMs : undefined;
    return {
      bytes,
      fetchMs: fetchMs(far, bytes),
      ...(firstMs !== undefined && { openMs: Math.max(0, firstMs - near.percentiles.p50) }),
    };
  });

  /** Asked of the worker: where both are even. */
  readonly evenQuestion = $derived.by((): EvenQuestion | undefined => {
    const { options, near, profile } = this.#setting;
    if (!options || !near || !profile) return undefined;
    const first = this.firstUse;
    const firstMs = first && first.fetchMs + (first.openMs ?? 0);
    return {
      options: { ...options, profile },
      connection: this.connection,
      near: near.percentiles,
      ...(firstMs !== undefined && { firstMs }),
    };
  });

  /** Asked of the worker: what the cloud takes everywhere. This device has no part in it. */
  readonly mapQuestion = $derived.by((): MapQuestion | undefined => {
    const { options, profile, distanceMs } = this.#setting;
    if (!options || !profile) return undefined;
    return { options: { ...options, profile }, connection: this.connection, distanceMs, network: options.profile };
  });

  /** Of a decoder, from one token to the next here, ms: stated, else measured. */
  readonly #statedTokenMs = $derived.by(() => readTokenMs(this.#setting.own('token-ms')));
  readonly nearTokenMs = $derived.by(() => this.#statedTokenMs ?? this.measured?.tokenMs);
  get isTokenStated() {
    return this.#statedTokenMs !== undefined;
  }

  /** Asked of the worker, of a decoder: when its tokens are there. */
  readonly tokenQuestion = $derived.by((): TokenQuestion | undefined => {
    const { options, asked, chain, distanceMs } = this.#setting;
    const card = chain.at(-1);
    const decoder = card && servedOf(card);
    if (!options || !asked?.token || !decoder) return undefined;
    const { profile, server, afterIdle, transport, traffic, seed, payload, work } = options;
    const tokens = Math.max(1, Math.round(work.macs / decoder.macs));
    const prompt = { tokens, cached: 0 };
    return {
      model: options.model,
      options: { decoder, prompt, upBytes: payload.upBytes, profile, server, afterIdle, transport, traffic, seed },
      distanceMs,
    };
  });

  /** Another model's answers say nothing of the chosen one, and where something is missing none will follow. */
  #isOfChosen(model: string): boolean {
    return model === this.#setting.choice.model && !this.#setting.missing;
  }
  readonly tokens = $derived.by(() =>
    this.#tokens && this.#isOfChosen(this.#tokens.of.model) ? this.#tokens.tokens : undefined,
  );
  readonly evens = $derived.by(() =>
    this.#evens && this.#isOfChosen(this.#evens.of.options.model) ? this.#evens.evens : undefined,
  );
  readonly #shownMap = $derived.by(() =>
    this.#map && this.#isOfChosen(this.#map.of.options.model) ? this.#map : undefined,
  );
  get surfaces() {
    return this.#shownMap?.surfaces;
  }
  get networks() {
    return this.#networks;
  }
  get problem() {
    return this.#problem || this.#mapProblem;
  }
  /** Whether what is shown is of the question before. */
  get isRedrawing() {
    return this.#shownMap !== undefined && this.#shownMap.of !== this.mapQuestion;
  }

  readonly #evensAsked = new Newest<EvenQuestion>(async (question) => {
    const found = await this.#reckoner.ask((api) => api.evens(question));
    this.#evens = isTold(found) ? { of: question, evens: found } : undefined;
    this.#problem = isTold(found) ? '' : found.problem;
  });

  readonly #mapAsked = new Newest<MapQuestion>(async (question, isNewest) => {
    const { options, connection, distanceMs, network } = question;
    const surfaces = await this.#reckoner.ask((api) => api.surfaces(options, connection));
    this.#mapProblem = isTold(surfaces) ? '' : surfaces.problem;
    if (!isTold(surfaces) || this.#map?.of.options.model !== options.model) this.#networks = [];
    this.#map = isTold(surfaces) ? { of: question, surfaces } : undefined;
    if (!isTold(surfaces)) return;
    if (!isNewest()) return;
    const others = profiles.filter(({ id }) => id !== network.id);
    const networks = await this.#reckoner.ask((api) =>
      api.overNetworks(options, connection, [network, ...others], distanceMs),
    );
    if (isTold(networks)) this.#networks = networks;
  });

  readonly #tokensAsked = new Newest<TokenQuestion>(async (question) => {
    const { options, distanceMs } = question;
    const found = await this.#reckoner.ask((api) => api.tokens(options, distanceMs, MOST_TOKENS));
    this.#tokens = isTold(found) ? { of: question, tokens: found } : undefined;
  });

  askTokens(question: TokenQuestion): void {
    this.#tokensAsked.ask(question);
  }
  askEvens(question: EvenQuestion): void {
    this.#evensAsked.ask(question);
  }
  askMap(question: MapQuestion): void {
    this.#mapAsked.ask(question);
  }
  end(): void {
    this.#reckoner.end();
  }
}

/** A network where it stands on the map. */
export const placed = (id: string, distanceMs: number, own: FarSideOptions['profile'] | undefined) => {
  const network = own?.id === id ? own : profiles.find((known) => known.id === id);
  return network && awayBy(network, distanceMs);
};
