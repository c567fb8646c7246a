import { openDoor, type Door } from '../../../door/door';
import { Remote } from '../../../door/remote';
import { readEndpoint, type Endpoint } from '../../../far/endpoint/real/address';
import type { Fault } from '../../../far/endpoint/real/faults';
import { roundTrip } from '../../../far/endpoint/real/roundTrip';
import type { Payload, Template } from '../../../far/endpoint/real/template';
import { MOST_TRIPS, repeat } from '../../../far/endpoint/repeat';
import type { Trip } from '../../../far/endpoint/trip';
import { pageFault } from '../../../domain/problem';
import type { FarSetting } from '../setting.svelte';
import { payloadOf } from './payload';
import { realWords, words } from './words';

const within = (value: number, least: number, most: number) =>
  Number.isInteger(value) && value >= least && value <= most;

/**
 * Requests to an endpoint of the visitor's own, through the door. What is typed lives here and nowhere else, for as long as the page
 * is open.
 */
export class RealState {
  address = $state('');
  header = $state('');
  kind = $state<Template['kind']>('raw');
  contentType = $state('');
  json = $state('{ "image": "{{base64}}" }');
  model = $state('');
  maxTokens = $state(64);
  count = $state(6);
  /** Until the first byte of an answer, s. */
  patienceS = $state(30);
  #trips = $state.raw<readonly Trip[]>([]);
  #fault = $state.raw<Fault>();
  #status = $state('');
  #controller = $state.raw<AbortController>();
  /** The model and what was sent of it that the trips are of. */
  #asked = $state('');

  constructor(
    readonly setting: FarSetting,
    readonly open: () => Promise<Door> = openDoor,
  ) {}

  get trips() {
    return this.#trips;
  }
  get fault() {
    return this.#fault;
  }
  get status() {
    return this.#status;
  }
  readonly isRunning = $derived(this.#controller !== undefined);
  readonly #subject = $derived.by(() => `${this.setting.choice.model} ${this.setting.choice.send}`);
  /** Whether another model or payload has been chosen since: what was timed says nothing of it. */
  readonly isOutdated = $derived(this.#trips.length > 0 && this.#asked !== this.#subject);
  readonly countProblem = $derived(within(this.count, 1, MOST_TRIPS) ? '' : words.requestsProblem);
  readonly patienceProblem = $derived(within(this.patienceS, 1, 120) ? '' : realWords.patienceProblem);
  readonly maxTokensProblem = $derived(within(this.maxTokens, 1, 4096) ? '' : realWords.maxTokensProblem);

  #template(payload: Payload): Template {
    const { kind, json, model, maxTokens } = this;
    if (kind === 'raw') return { kind, contentType: this.contentType.trim() || payload.type };
    return kind === 'json' ? { kind, json } : { kind, model, maxTokens };
  }

  /** Never rejects. */
  async run(): Promise<void> {
    if (this.isRunning || this.countProblem || this.patienceProblem) return;
    if (this.kind === 'chat' && this.maxTokensProblem) return;
    const endpoint = readEndpoint(this.address, this.header);
    this.#trips = [];
    this.#status = '';
    this.#fault = 'problem' in endpoint ? endpoint : undefined;
    if ('problem' in endpoint) return;
    const controller = new AbortController();
    this.#controller = controller;
    this.#asked = this.#subject;
    let door: Door | undefined;
    try {
      const { signal } = controller;
      const payload = await payloadOf(this.setting, signal);
      if ('problem' in payload) {
        this.#fault = payload;
        return;
      }
      door = await this.open();
      await this.#repeat(endpoint, payload, new Remote(door.port), signal);
    } catch (error) {
      if (controller.signal.aborted) this.#status = words.stopped(0);
      else this.#fault = faultOf(error);
    } finally {
      door?.close();
      this.#controller = undefined;
    }
  }

  async #repeat(endpoint: Endpoint, payload: Payload, remote: Remote, signal: AbortSignal): Promise<void> {
    const { count } = this;
    const [template, rules] = [this.#template(payload), { headMs: 1000 * this.patienceS }];
    this.#status = words.of(0, count);
    const { fault, isStopped, trips } = await repeat<Trip, Fault>(
      count,
      signal,
      () => roundTrip({ remote, endpoint, template, payload, signal, rules }),
      (so) => {
        this.#trips = so;
        this.#status = words.of(so.length, count);
      },
    );
    this.#fault = fault;
    this.#status = isStopped ? words.stopped(trips.length) : '';
  }

  stop(): void {
    this.#controller?.abort(new Error('stopped'));
  }
}

function faultOf(error: unknown): Fault {
  const { message, detail } = pageFault(error, 'asking your endpoint');
  return { problem: message, detail };
}
