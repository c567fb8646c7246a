/* eslint-disable svelte/prefer-svelte-reactivity -- sets here are made anew and thrown away */
import { toProblem } from '../../../domain/toProblem';
import { outlines } from '../../../models/outline';
import type { Environment, RunRecord } from '../../../record/record';
import { readProbes, type StoredProbes } from '../../device/probeStore';
import { ownRuns } from '../../device/stored';
import { runStore } from '../../runState.svelte';
import type { FarSetting } from '../setting.svelte';
import { columns, readSort, sorted, writeSort, type Sort } from './columns';
import { loadEntries, type Entry } from './entries';
import { makersOf, noFilter, passes, precisionsOf, yearsOf, type Filter } from './filter';
import { answerOf, rank, type Question } from './ranking';

/** Names in the address, by which this page's choices are read. */
const names = {
  find: 'chip-find',
  place: 'chip-place',
  class: 'chip-class',
  precision: 'chip-has',
  since: 'chip-since',
  maker: 'chip-maker',
} as const;

const filterNames = Object.keys(noFilter) as (keyof Filter)[];

/** Drawn until others are chosen: a processor, GPUs of three ages, a matrix engine, a phone's, and two of the edge. */
const DRAWN = ['haswell-e5-2699v3', 'k80-die', 'tpu-v1', 'h100-sxm', 'apple-m4-gpu', 'coral-edgetpu', 'rpi4'];
/** More can't be told apart in one picture. */
export const MOST_DRAWN = 10;

export const BATCHES = [1, 2, 4, 8, 16, 32, 64, 128, 256];

/** What the page of chips shows and what its visitor has chosen; choices live in the address. */
export class ChipsState {
  readonly #setting: FarSetting;
  #catalogue = $state.raw<readonly Entry[]>();
  #own = $state.raw<readonly Entry[]>([]);
  #records: readonly RunRecord[] = [];
  #check = $state<string>();
  #problem = $state('');
  #probedAt = $state<string>();

  constructor(setting: FarSetting) {
    this.#setting = setting;
  }

  /** Why the catalogue is not here, in a sentence. */
  get problem() {
    return this.#problem;
  }
  get probedAt() {
    return this.#probedAt;
  }
  /** What kept runs say of this device's matrix products, in a sentence. */
  get check() {
    return this.#check;
  }

  /** Every chip, this device among them; undefined until the catalogue is here. */
  readonly entries = $derived.by(() => this.#catalogue && [...this.#own, ...this.#catalogue]);
  readonly makers = $derived(makersOf(this.#catalogue ?? []));
  readonly years = $derived(yearsOf(this.#catalogue ?? []));
  readonly precisions = $derived(precisionsOf(this.#catalogue ?? []));

  // Texts of the address are told apart by what they say: a slider that moves writes others beside them, and the table stays.
  readonly #filterText = $derived.by(() =>
    filterNames.map((name) => (this.#setting.own(names[name]) ?? '').slice(0, 100).replaceAll('\n', ' ')).join('\n'),
  );
  readonly filter = $derived.by((): Filter => {
    const texts = this.#filterText.split('\n');
    return Object.fromEntries(filterNames.map((name, index) => [name, texts[index] ?? ''])) as unknown as Filter;
  });
  setFilter(name: keyof Filter, value: string): void {
    this.#setting.setOwn(names[name], value === '' ? undefined : value);
  }
  clearFilter(): void {
    for (const name of filterNames) this.setFilter(name, '');
  }
  readonly isFiltered = $derived(Object.values(this.filter).some((value) => value !== ''));

  readonly #sortText = $derived.by(() => this.#setting.own('chip-sort'));
  readonly sort = $derived.by(() => readSort(this.#sortText));
  /** The other way round where it is sorted by that column already; figures begin with the largest. */
  sortBy(by: string): void {
    const current = this.sort;
    const isNumber = columns.some(({ id, origin }) => id === by && (origin !== undefined || id === 'year'));
    const next: Sort = { by, isDescending: current.by === by ? !current.isDescending : isNumber };
    this.#setting.setOwn('chip-sort', writeSort(next));
  }

  readonly shown = $derived.by(() =>
    sorted(
      (this.entries ?? []).filter((entry) => passes(entry, this.filter)),
      this.sort,
    ),
  );

  readonly #roofsText = $derived.by(() => this.#setting.own('chip-roofs'));
  /** Ids of the chips that are drawn as roofs. */
  readonly drawnIds = $derived.by((): readonly string[] => {
    const asked = this.#roofsText;
    if (asked === undefined) return DRAWN;
    const known = new Set((this.entries ?? []).map(({ id }) => id));
    return asked
      .split(',')
      .filter((id) => known.has(id))
      .slice(0, MOST_DRAWN);
  });
  draw(id: string, isDrawn: boolean): void {
    const next = isDrawn ? [...this.drawnIds, id] : this.drawnIds.filter((other) => other !== id);
    this.#setting.setOwn('chip-roofs', next.length === 0 ? 'none' : next.join(','));
  }

  /** What the arithmetic runs in; undefined: each chip's own best. */
  readonly precision = $derived.by(() => {
    const asked = this.#setting.own('chip-in');
    return asked !== undefined && this.precisions.includes(asked) ? asked : undefined;
  });
  setPrecision(precision: string): void {
    this.#setting.setOwn('chip-in', precision === '' ? undefined : precision);
  }

  readonly batch = $derived.by(() => {
    const asked = Number(this.#setting.own('chip-batch') ?? 1);
    return BATCHES.includes(asked) ? asked : 1;
  });
  setBatch(batch: number): void {
    this.#setting.setOwn('chip-batch', batch === 1 ? undefined : String(batch));
  }

  /** Of a text: its first token, or each after it. */
  readonly step = $derived.by((): 'first' | 'token' =>
    this.#setting.own('chip-step') === 'first' ? 'first' : 'token',
  );
  setStep(step: 'first' | 'token'): void {
    this.#setting.setOwn('chip-step', step === 'token' ? undefined : step);
  }
  readonly isToken = $derived.by(() => this.#setting.asked?.token !== undefined && this.step === 'token');

  /** The way to a cloud and back for the chosen network, ms: all of a request but what its server does. */
  readonly networkMs = $derived.by(() => {
    if (this.isToken) return 0;
    const legs = this.#setting.far?.timeline.warm ?? [];
    return legs.reduce((sum, { id, ms }) => (SERVER_LEGS.has(id) ? sum : sum + ms), 0);
  });

  readonly question = $derived.by((): Question | undefined => {
    const { asked } = this.#setting;
    if (!asked) return undefined;
    const work = this.isToken && asked.token ? asked.token : asked.work;
    return {
      work,
      ...(this.precision !== undefined && { precision: this.precision }),
      batch: this.batch,
      networkMs: this.networkMs,
    };
  });

  /** Chips of the catalogue, ranked; empty until everything is here. */
  readonly ranking = $derived.by(() => {
    const [entries, question] = [this.entries, this.question];
    return entries && question ? rank(entries, question) : [];
  });

  /** The chips that are drawn, each with its answer or its refusal; this device always. */
  readonly drawn = $derived.by(() => {
    const [entries, question] = [this.entries, this.question];
    if (!entries || !question) return [];
    const ids = new Set(this.drawnIds);
    // What the way there takes is no matter of the chip's roof.
    return entries
      .filter(({ id, isOwn, isExtra }) => (isOwn && !isExtra) || ids.has(id))
      .map((entry) => ({ entry, answer: answerOf(entry, { ...question, networkMs: 0 }) }));
  });

  /** Fetches the catalogue. Never rejects. */
  async load(): Promise<void> {
    try {
      this.#catalogue = await loadEntries();
      this.#problem = '';
    } catch (error) {
      this.#problem = toProblem(error, 'fetching the catalogue').message;
    }
  }

  /** This device as its kept probes have it, and its kept runs. */
  async readOwn(environment: Environment): Promise<void> {
    try {
      const models = new Set(outlines.map(({ id }) => id));
      this.#records = await ownRuns(await runStore(), environment, models);
    } catch {
      // Without them nothing checks what was probed.
    }
    await this.adoptProbes(readProbes(environment));
  }

  async adoptProbes(stored: StoredProbes | undefined): Promise<void> {
    if (!stored) return;
    const { ownOf } = await import('./own');
    const { entries, check } = ownOf(stored, this.#records);
    this.#own = entries;
    this.#check = entries.length > 0 ? check.sentence : undefined;
    this.#probedAt = this.#own.length > 0 ? stored.at : undefined;
  }
}

const SERVER_LEGS: ReadonlySet<string> = new Set(['queue', 'cold-start', 'software', 'compute']);
