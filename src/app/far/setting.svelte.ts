/* eslint-disable svelte/prefer-svelte-reactivity -- sets and searches here are made anew and thrown away */
import { untrack } from 'svelte';
import { anyDistance } from '../../far/anyDistance';
import { askedOf, type SentSample } from '../../far/asked';
import { partsOf } from '../../far/ids';
import { awayBy, profileOf } from '../../far/network';
import { loadServer, type Server } from '../../far/servers';
import {
  queueingOfRequests,
  requestsOf,
  simulateRequests,
  type FarSideOptions,
  type Requests,
} from '../../far/simulate';
import { trafficLimits } from '../../far/queue/figures';
import type { Queueing } from '../../far/queue/traffic';
import type { Refusal } from '../../far/server';
import { Problem } from '../../domain/problem';
import { quoted } from '../../domain/text';
import { toProblem } from '../../domain/toProblem';
import { loadChain } from '../../models/registry';
import type { ModelCard } from '../../models/card';
import { sampleOf, taskOf } from '../../tasks/registry';
import type { Environment, RunRecord } from '../../record/record';
import type { LinkParams } from '../../results/params';
import { ownRuns } from '../device/stored';
import { runStore } from '../runState.svelte';
import { defaultChoice, queryFor, readChoice, type Choice } from './link';
import { measuredNear, statedNear, type Near } from './near';

/** What the pages of the far side are about, kept while a visitor goes from one to another: it lives in their addresses. */
export class FarSetting {
  #choice = $state.raw<Choice>(defaultChoice);
  /** What a page has in the address beside the choice, by its own names. */
  #own = $state.raw<Readonly<Record<string, string>>>({});
  #problems = $state.raw<readonly string[]>([]);
  #chain = $state.raw<readonly ModelCard[]>([]);
  #sample = $state.raw<SentSample>();
  #server = $state.raw<Server>();
  #records = $state.raw<readonly RunRecord[]>();
  /** The model that the records above are of. */
  #recordsOf = '';
  /** Why something that is needed is not here, a sentence each. */
  #missing = $state.raw<Readonly<Partial<Record<'model' | 'server', string>>>>({});

  get choice(): Choice {
    return this.#choice;
  }
  /** Of the address, a sentence each. */
  get problems() {
    return this.#problems;
  }
  /** Cards of the model's networks, the one that runs first at the front; empty until they are here. */
  get chain() {
    return this.#chain;
  }
  /** The task's first sample, as it would be sent; undefined until it is here. */
  get sample() {
    return this.#sample;
  }
  /** With its chip's figures; the one before it until the newly chosen one is here. */
  get server() {
    return this.#server;
  }
  /** Stored runs of this device, newest first; undefined until they have been read. */
  get records() {
    return this.#records;
  }
  /** Why something that is needed could not be fetched, in a sentence; empty where all is here or on its way. */
  get missing() {
    return this.#missing.model ?? this.#missing.server ?? '';
  }

  /** @param query as it stands in the address */
  adopt(query: string, link: Readonly<Partial<LinkParams>>): void {
    const { choice, problems } = readChoice(query, link);
    this.#choice = choice;
    this.#problems = problems;
    const known = new Set([...queryFor(choice).keys(), ...shared]);
    this.#own = Object.fromEntries([...new URLSearchParams(query)].filter(([name]) => !known.has(name)));
  }

  set(change: Partial<Choice>): void {
    this.#choice = { ...this.#choice, ...change };
  }

  /** What a page has in the address by a name of its own. */
  own(name: string): string | undefined {
    return this.#own[name];
  }
  /** @param value undefined takes it out of the address */
  setOwn(name: string, value: string | undefined): void {
    const { [name]: before, ...others } = this.#own;
    if (before === value) return;
    this.#own = value === undefined ? others : { ...others, [name]: value };
  }

  /** Behind `?` in the address. */
  readonly query = $derived.by(() => {
    const search = queryFor(this.#choice);
    for (const [name, value] of Object.entries(this.#own)) search.set(name, value);
    return search.toString().replaceAll('%40', '@').replaceAll('%3A', ':').replaceAll('%2C', ',');
  });

  readonly profile = $derived(profileOf(this.#choice.profile));

  // Each by itself, so that a slider that moves the server finds nothing anew that does not depend on it.
  readonly #networkId = $derived(partsOf(this.#choice.profile).network);
  readonly #network = $derived(profileOf(this.#networkId));
  readonly #send = $derived(this.#choice.send);
  readonly #traffic = $derived(this.#choice.traffic);
  readonly #afterIdle = $derived(this.#choice.afterIdle);
  readonly #transport = $derived(this.#choice.transport);
  readonly #seed = $derived(this.#choice.seed);
  readonly #nearMs = $derived(this.#choice.nearMs);
  readonly #model = $derived(this.#choice.model);
  readonly #chosenServer = $derived(this.#server?.id === this.#choice.server ? this.#server : undefined);

  /** How far beyond the network's edge the server stands, there and back, ms. */
  readonly distanceMs = $derived(partsOf(this.#choice.profile).distanceMs);

  /** What one answer sends and asks; undefined until the model's card is here. */
  readonly asked = $derived.by(() => {
    const sample = this.#sample;
    // Until the newly chosen model's card is here nothing stands for it, least of all the one before it.
    const isCurrent = this.#chain.at(-1)?.id === this.#model;
    return sample && isCurrent ? askedOf(this.#chain, sample, this.#send) : undefined;
  });

  /** In figures alone, with the server at the network's edge: what a worker can be sent. Undefined until everything for it is here. */
  readonly options = $derived.by((): FarSideOptions | undefined => {
    const [asked, server, profile] = [this.asked, this.#chosenServer, this.#network];
    if (!asked || !server || !profile) return undefined;
    const { model, payload, work } = asked;
    const [afterIdle, transport, traffic, seed] = [this.#afterIdle, this.#transport, this.#traffic, this.#seed];
    return { model, payload, work, profile, server, afterIdle, transport, traffic, seed };
  });

  /** With the server at the network's edge. */
  readonly #atEdge = $derived.by((): { requests: Requests; queueing: Queueing } | Refusal | undefined => {
    const requests = this.options && requestsOf(this.options);
    if (!requests || 'problem' in requests) return requests;
    const queueing = queueingOfRequests(requests);
    return 'problem' in queueing ? { problem: queueing.problem } : { requests, queueing };
  });
  readonly #possible = $derived(this.#atEdge && !('problem' in this.#atEdge) ? this.#atEdge : undefined);

  /** Why nothing can be simulated, in a sentence. */
  readonly problem = $derived(this.#atEdge && 'problem' in this.#atEdge ? this.#atEdge.problem : undefined);

  /** How busy the server is. */
  readonly queueing = $derived(this.#possible?.queueing);

  /** What is simulated, or why it can't be; undefined until everything for it is here. */
  readonly requests = $derived.by((): Requests | Refusal | undefined => {
    if (this.problem !== undefined) return { problem: this.problem };
    const requests = this.#possible?.requests;
    return requests && { ...requests, profile: awayBy(requests.profile, this.distanceMs) };
  });

  /** The same requests with the server anywhere: quick enough to be asked in each frame of a slider. */
  readonly anywhere = $derived.by(() => {
    const anywhere = this.#possible && anyDistance(this.#possible.requests);
    return anywhere && !('problem' in anywhere) ? anywhere : undefined;
  });

  /** Both connections' timelines and percentiles. */
  readonly far = $derived.by(() => {
    const requests = this.requests;
    const far = requests && !('problem' in requests) ? simulateRequests(requests) : undefined;
    return far && !('problem' in far) ? far : undefined;
  });

  /** This device: what the visitor states, else what was measured here; undefined where nothing was. */
  readonly near = $derived.by((): Near | undefined => {
    if (this.#nearMs !== undefined) return statedNear(this.#nearMs);
    return this.#records && measuredNear(this.#model, this.#records);
  });

  /** Fetches the cards and the sample of the chosen model. Never rejects. */
  loadModel(): Promise<void> {
    const { model } = untrack(() => this.#choice);
    return this.#fetch(
      'model',
      () => model === this.#choice.model,
      async (isCurrent) => {
        // Another page of the far side asks again, perhaps without a network by now.
        if (this.#sample && this.#chain.at(-1)?.id === model) return;
        const chain = await loadChain(model);
        const card = chain.at(-1);
        if (!card) throw new Problem('download', `There is no model ${quoted(model)} here any more. Choose another.`);
        const sample = await sampleOfTask(card.task);
        if (!isCurrent()) return;
        this.#chain = chain;
        this.#sample = sample;
      },
    );
  }

  /** Fetches the chip of the chosen server. Never rejects. */
  loadServer(): Promise<void> {
    const id = untrack(() => this.#choice.server);
    return this.#fetch(
      'server',
      () => id === this.#choice.server,
      async (isCurrent) => {
        if (this.#server?.id === id) return;
        const server = await loadServer(id);
        if (isCurrent()) this.#server = server;
      },
    );
  }

  /** Tries again what could not be fetched. */
  async loadAgain(): Promise<void> {
    await Promise.all([this.#missing.model && this.loadModel(), this.#missing.server && this.loadServer()]);
  }

  /** Reads what was measured here. Never rejects: nothing that can be read is nothing measured. */
  async loadRecords(environment: Environment): Promise<void> {
    const { model } = untrack(() => this.#choice);
    if (model !== this.#recordsOf) this.#records = undefined;
    this.#recordsOf = model;
    let records: readonly RunRecord[] = [];
    try {
      records = await ownRuns(await runStore(), environment, new Set([model]));
    } catch {
      // The list of runs says what can't be read.
    }
    if (model === this.#recordsOf) this.#records = records;
  }

  async #fetch(
    what: 'model' | 'server',
    isCurrent: () => boolean,
    get: (isCurrent: () => boolean) => Promise<void>,
  ): Promise<void> {
    let problem: string | undefined;
    try {
      await get(isCurrent);
    } catch (error) {
      problem = toProblem(error, 'fetching what the far side needs').message;
    }
    if (isCurrent()) this.#missing = { ...this.#missing, [what]: problem };
  }
}

/** Read with every page's link, or as a part of the choice, whatever of it is used here. */
const shared = [
  ...['models', 'targets', 'only', 'scenario', 'seed', 'input', 'far', 'server', 'after-idle', 'autorun'],
  ...['transport', 'send', 'near-ms', ...Object.keys(trafficLimits)],
];

async function sampleOfTask(id: string): Promise<{ bytes: number; title: string }> {
  const task = taskOf(id);
  if (!task) return { bytes: 0, title: '' };
  const sample = sampleOf(task);
  if ('texts' in sample) {
    return { bytes: new TextEncoder().encode(sample.texts.join('\n')).length, title: sample.title };
  }
  const what = `The sample “${sample.title}” could not be fetched. Connect and try again.`;
  const response = await fetch(sample.picture).catch((error: unknown) => {
    throw new Problem('download', what, String(error));
  });
  if (!response.ok) throw new Problem('download', what, `status ${response.status}`);
  return { bytes: (await response.blob()).size, title: sample.title };
}
