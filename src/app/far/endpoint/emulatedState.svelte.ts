import { askEmulated, isNobodyThere, type EmulatedTrip } from '../../../far/endpoint/emulated/ask';
import { emulatedUrl } from '../../../far/endpoint/emulated/place';
import { queriesOf } from '../../../far/endpoint/emulated/queries';
import { writeQuery, type EmulatedQuery } from '../../../far/endpoint/emulated/query';
import { reach } from '../../../far/endpoint/emulated/reach';
import { MOST_TRIPS, repeat } from '../../../far/endpoint/repeat';
import type { Fault } from '../../../far/endpoint/real/faults';
import { serverCompute } from '../../../far/server';
import type { FarSetting } from '../setting.svelte';
import { payloadOf } from './payload';
import { emulatedWords, words } from './words';

/** Tokens of an emulated text: enough for a pace, and a matter of a second. */
const TOKENS = 32;

/** Waits until the page's service worker answers. @throws where there is none */
export type Await = () => Promise<unknown>;
const awaitServiceWorker: Await = async () => (await import('../../offline/serviceWorker')).controlled();

/** Real requests to the emulated cloud, one after another. */
export class EmulatedState {
  count = $state(10);
  connection = $state<EmulatedQuery['connection']>('cold');
  #trips = $state.raw<readonly EmulatedTrip[]>([]);
  #fault = $state.raw<Fault>();
  #status = $state('');
  #controller = $state.raw<AbortController>();
  /** What the trips were asked with. */
  #asked = $state('');

  constructor(
    readonly setting: FarSetting,
    readonly url: string = emulatedUrl(),
    readonly waitFor: Await = awaitServiceWorker,
  ) {}

  get trips() {
    return this.#trips;
  }
  get fault() {
    return this.#fault;
  }
  /** What goes on, or how it was ended. */
  get status() {
    return this.#status;
  }
  readonly isRunning = $derived(this.#controller !== undefined);
  readonly countProblem = $derived(
    Number.isInteger(this.count) && this.count >= 1 && this.count <= MOST_TRIPS ? '' : words.requestsProblem,
  );

  readonly #queries = $derived.by(() => {
    const { requests, asked, server } = this.setting;
    if (!requests || 'problem' in requests || !asked || this.countProblem) return [];
    const token = asked.token && server && serverCompute(server, asked.token);
    const tokens =
      token && !('problem' in token) && server ? { count: TOKENS, everyMs: token.ms + server.softwareMs } : undefined;
    const found = queriesOf(requests, { count: this.count, connection: this.connection, tokens });
    return 'problem' in found ? [] : found;
  });

  /** Of the first request, to be repeated elsewhere; undefined until it can be asked. */
  readonly address = $derived.by(() => {
    const [query] = this.#queries;
    return query && `${this.url}?${writeQuery(query)}`;
  });

  /** Whether what is chosen is no longer what the trips were asked with. */
  readonly isOutdated = $derived(this.#trips.length > 0 && !this.isRunning && this.#asked !== this.address);

  /** Never rejects. */
  async run(): Promise<void> {
    if (this.isRunning || this.countProblem) return;
    const controller = new AbortController();
    const { signal } = controller;
    this.#controller = controller;
    this.#trips = [];
    this.#fault = undefined;
    this.#asked = this.address ?? '';
    const queries = this.#queries;
    const { length } = queries;
    this.#status = words.of(0, length);
    try {
      const payload = length > 0 ? await payloadOf(this.setting, signal) : { problem: words.notReady };
      if ('problem' in payload) {
        this.#end(payload, '');
        return;
      }
      const unreachable = await this.#reach(signal);
      if (unreachable) {
        this.#end(unreachable, '');
        return;
      }
      const { fault, isStopped, trips } = await repeat<EmulatedTrip, Fault>(
        length,
        signal,
        async (index) =>
          orNobody(await askEmulated(this.url, queries[index] as Partial<EmulatedQuery>, payload, signal)),
        (so) => {
          this.#trips = so;
          this.#status = words.of(so.length, length);
        },
      );
      this.#end(fault, isStopped ? words.stopped(trips.length) : '');
    } catch (error) {
      const isStopped = signal.aborted;
      this.#end(
        isStopped ? undefined : { problem: emulatedWords.nobody, detail: String(error) },
        isStopped ? words.stopped(0) : '',
      );
    }
  }

  stop(): void {
    this.#controller?.abort(new Error('stopped'));
  }

  #end(fault: Fault | undefined, status: string): void {
    this.#fault = fault;
    this.#status = status;
    this.#controller = undefined;
  }

  /** @throws where no service worker comes either */
  async #reach(signal: AbortSignal): Promise<Fault | undefined> {
    const before = this.#status;
    const waitFor = () => {
      this.#status = words.waiting;
      return this.waitFor();
    };
    const fault = await reach(this.url, waitFor, signal);
    this.#status = before;
    return fault && orNobody(fault);
  }
}

/** Somebody may have been there a moment ago. */
const orNobody = <T extends object>(answer: T): T | Fault =>
  isNobodyThere(answer) ? { problem: emulatedWords.nobody, detail: answer.detail } : answer;
