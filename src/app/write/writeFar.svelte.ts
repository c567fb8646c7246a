import { farWriting, llama1B, servedOf, type FarWriting, type ServedDecoder } from '../../far/generation';
import { profileOf } from '../../far/network';
import { loadServer, type Server } from '../../far/servers';
import type { ModelCard } from '../../models/card';
import type { FarSide } from '../try/farSide.svelte';
import type { WrittenText } from './text';

/** What the cloud is asked: the network that wrote here, or one of the size that clouds are asked. */
export type Served = 'same' | 'large';

export type FarText = Omit<FarWriting, 'arrivals'> & {
  readonly firstMs: number;
  readonly coldFirstMs: number;
  /** Until the request is at the server, ms. */
  readonly wayMs: number;
  /** When each token is there, ms from the key press: as many as the text may have. */
  readonly arrivals: Float64Array;
};

const sending: ReadonlySet<string> = new Set(['upload', 'trip-up']);

/** The same text in a simulated cloud: network, distance and server are those of the other tasks. */
export class WriteFar {
  served = $state<Served>('same');
  #server = $state.raw<Server>();
  #problem = $state('');
  readonly #side: FarSide;
  readonly #card: () => ModelCard | undefined;
  readonly #text: () => WrittenText | undefined;
  readonly #count: () => number;

  /** @param count tokens that are of interest */
  constructor(
    side: FarSide,
    card: () => ModelCard | undefined,
    text: () => WrittenText | undefined,
    count: () => number,
  ) {
    this.#side = side;
    this.#card = card;
    this.#text = text;
    this.#count = count;
  }

  get side() {
    return this.#side;
  }

  /** With its chip's figures, once they are there. */
  get server() {
    return this.#server;
  }

  /** Of the network that wrote here, once one did. */
  get title() {
    return this.#card()?.title;
  }

  readonly profile = $derived.by(() => profileOf(this.#side.network));

  /** Fetches the chosen server's chip. Never rejects. */
  async load(id: string): Promise<void> {
    try {
      const server = await loadServer(id);
      if (id !== this.#side.server) return;
      this.#server = server;
      this.#problem = '';
    } catch {
      if (id !== this.#side.server) return;
      this.#server = undefined;
      this.#problem = 'The server’s chip could not be fetched. Connect, and choose the server again.';
    }
  }

  readonly #prompted = $derived.by(() => this.#text()?.prompted);
  /** A server keeps no words: the whole conversation is sent each time. */
  readonly #prompt = $derived.by(() => this.#text()?.prompt);

  /** What the cloud runs; undefined until that is known. */
  readonly decoder = $derived.by((): ServedDecoder | undefined => {
    if (this.served === 'large') return llama1B;
    const card = this.#card();
    return card && servedOf(card);
  });

  readonly #simulated = $derived.by(() => {
    const [server, profile, prompted] = [this.#server, this.profile, this.#prompted];
    const { decoder } = this;
    if (!decoder || !server || !profile || !prompted) return undefined;
    const { afterIdle, seed } = this.#side;
    return farWriting({
      decoder,
      prompt: { tokens: Math.max(1, prompted.tokens - prompted.reused), cached: prompted.reused },
      upBytes: new TextEncoder().encode(this.#prompt ?? '').length,
      profile,
      server,
      afterIdle,
      seed,
    });
  });

  /** Why there is nothing to race against, in a sentence. */
  readonly problem = $derived(
    this.#simulated && 'problem' in this.#simulated ? this.#simulated.problem : this.#problem || undefined,
  );

  readonly #writing = $derived(this.#simulated && !('problem' in this.#simulated) ? this.#simulated : undefined);

  /** With its server where it stands. */
  readonly point = $derived.by(() => this.#writing?.first.at(this.#side.distanceMs));

  readonly text = $derived.by((): FarText | undefined => {
    const [writing, point, count] = [this.#writing, this.point, this.#count()];
    if (!writing || !point) return undefined;
    const firstMs = point.totalMs.median;
    return {
      ...writing,
      firstMs,
      coldFirstMs: point.coldTotalMs.median,
      wayMs: point.warm.reduce((sum, { id, ms }) => (sending.has(id) ? sum + ms : sum), 0),
      arrivals: writing.arrivals(firstMs, Math.max(2, count)),
    };
  });
}
