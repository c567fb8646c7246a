/* eslint-disable svelte/prefer-svelte-reactivity -- maps and sets here are made anew and replaced whole */
import type { LiveCell } from '../../measure/liveCell';
import type { Cell, RunParams, Scenario } from '../../record/record';
import type { LinkParams } from '../../results/params';
import { sampleOf, taskOf } from '../../tasks/registry';
import { device } from '../device.svelte';
import { RunState } from '../runState.svelte';
import { Axes } from './axes.svelte';
import { RowViews, type CellView, type RowView } from './cellState';
import { bytesToFetch, expectedMs, leftMs, shareOf } from './cost';
import { FarColumn } from './farColumn.svelte';
import { KnownOutcomes } from './known.svelte';
import { outcomesOf } from './outcomes';
import { placeKey, placeOf, placeOfKey, type Place } from './place';
import { againstAll, decidedOf, emptyIn, quickestRow, rankedOf, workOf } from './readings';
import { paramsOf } from './runParams';
import type { Show } from './standing';

/** From here on a press asks before it begins: bytes to fetch, and time. */
const MUCH_BYTES = 25e6;
const MUCH_MS = 5 * 60_000;

const without = (keys: readonly string[], gone: readonly string[]) => keys.filter((key) => !gone.includes(key));

/** The model × backend matrix: what is known of each cell, which cells are chosen, and the run that measures them. */
export class Matrix {
  readonly run = new RunState();
  readonly axes = new Axes();
  readonly far = new FarColumn();
  readonly known = new KnownOutcomes();
  show = $state<Show>('warm');
  scenario = $state<Scenario>('quick');
  /** Whether pressing an empty cell chooses it, where it would else run it. */
  choosing = $state(false);
  /** Key of the cell under the pointer or the focus: what it would cost is said before it is pressed. */
  pointed = $state<string>();
  /** Key of the cell whose evidence is shown. */
  opened = $state<string>();
  /** Key of a cell of the row that is decided on: the one that was opened last. */
  #decided = $state<string>();

  #link: Readonly<Partial<LinkParams>> = {};
  /** Keys of the cells that wait: for Run, or while a run is on for their turn. */
  #waiting = $state.raw<readonly string[]>([]);
  /** Keys of the run that is on, how long each is measured, and since when. */
  #under = $state.raw<readonly string[]>([]);
  #begun: { readonly scenario: Scenario; readonly atMs: number } = { scenario: 'quick', atMs: 0 };
  readonly #views = new RowViews();

  readonly #live = $derived(new Map(this.run.cells.map((cell): [string, LiveCell] => [placeKey(placeOf(cell)), cell])));
  /** Whether a run is on, or has just ended and is yet to be pooled with its repeats. */
  readonly busy = $derived(this.#under.length > 0);
  /** What that run has found so far. */
  readonly #fresh = $derived(this.run.record && this.busy ? outcomesOf(this.run.record) : undefined);

  readonly #shown = $derived.by(() => {
    const [waiting, under] = [new Set(this.#waiting), new Set(this.#under)];
    const { busy } = this;
    const { rows, columns, obstacles } = this.axes;
    const factsOf = (place: Place) => {
      const key = placeKey(place);
      const live = under.has(key) ? this.#live.get(key) : undefined;
      return {
        key,
        place,
        obstacle: obstacles.get(key),
        outcome: this.#fresh?.get(key) ?? this.known.outcomes.get(key),
        live,
        chosen: !busy && waiting.has(key),
        queued: busy && (waiting.has(key) || (under.has(key) && !live?.result)),
      };
    };
    return new Map(
      rows.map(({ ref }): [string, RowView] => {
        const facts = columns.map(({ target }) => factsOf({ model: ref, target: target.id }));
        return [ref, this.#views.of(ref, facts, this.show)];
      }),
    );
  });

  /** Chosen cells that this device can measure, as far as is known. */
  readonly waiting = $derived(this.#waiting.filter((key) => !this.axes.obstacles.has(key)));
  /** Cells of the run that is on. */
  get under() {
    return this.#under;
  }

  rowView(ref: string): RowView | undefined {
    return this.#shown.get(ref);
  }

  cellAt(key: string): CellView | undefined {
    return this.rowView(placeOfKey(key).model)?.cells.find((cell) => cell.key === key);
  }

  readonly empty = $derived(emptyIn(this.#shown));
  readonly work = $derived(workOf(this.#shown));
  readonly against = $derived(
    againstAll(this.#shown, (ref) => this.far.sides.get(ref) ?? this.far.among(this.run.record?.far, ref)),
  );
  readonly ranked = $derived(rankedOf(this.axes.rows, this.#shown, this.against));

  /** What to ship of the model whose cell was opened last, once two targets gave it a time. */
  readonly decided = $derived.by(() => {
    const row = this.#decided === undefined ? undefined : this.axes.rowOf(this.#decided);
    const decided = row && decidedOf(this.#shown.get(row.ref));
    return decided && { row, card: { ...decided, far: this.against.get(row.ref)?.far } };
  });

  costOf(keys: readonly string[]): { readonly ms: number; readonly bytes: number } {
    const { environment } = device;
    const ms = keys.reduce((sum, key) => sum + this.#expectedMs(key, this.scenario), 0);
    return { ms, bytes: environment ? bytesToFetch(keys.map(placeOfKey), environment) : 0 };
  }

  /** Of what is chosen. */
  readonly cost = $derived(this.costOf(this.waiting));

  #expectedMs(key: string, scenario: Scenario): number {
    const cell = this.known.outcomes.get(key)?.cell;
    const inferenceMs = cell?.status === 'completed' ? cell.steady.medianMs : undefined;
    return expectedMs(placeOfKey(key), scenario, device.environment, inferenceMs);
  }

  /** Of the run that is on: cells that are done, and about how long the others take, ms. */
  readonly progress = $derived.by(() => {
    const parts = this.#under.map((key) => {
      const live = this.#live.get(key);
      return { expectedMs: this.#expectedMs(key, this.#begun.scenario), share: live ? shareOf(live) : 0 };
    });
    const done = parts.filter(({ share }) => share === 1).length;
    return { done, of: parts.length, leftMs: leftMs(parts, performance.now() - this.#begun.atMs) };
  });

  /** Where to begin while nothing is known. */
  readonly first = $derived.by(() => {
    if (this.known.reading || this.busy || this.known.outcomes.size > 0) return undefined;
    const quickest = quickestRow(this.axes.rows, this.#shown);
    return quickest && { ...quickest, ...this.costOf(quickest.keys) };
  });

  /** Takes what a link asks for: its cells are chosen, or run where it says so. */
  adopt(link: Readonly<Partial<LinkParams>>): void {
    this.#link = link;
    if (link.scenario) this.scenario = link.scenario;
    if (link.far) this.far.adopt(link.far);
    this.far.seed = link.seed ?? 1;
    this.axes.add(link);
    if (!link.models) return;
    const targets = link.targets ?? this.axes.targets;
    const named = link.only ?? link.models.flatMap((model) => targets.map((target) => ({ model, target })));
    const keys = named.map(placeKey);
    // A link that runs by itself runs all that it names: that a target can't is a result too.
    if (link.autorun) void this.#start(keys);
    else this.#waiting = keys;
  }

  /** Reads what stored runs say of the cells. */
  read(): Promise<void> {
    return this.known.read(({ model, input }: Cell) => {
      const task = taskOf(this.axes.rows.find((row) => row.model === model)?.task ?? '');
      return task !== undefined && input.id === sampleOf(task, this.#link.input).id;
    });
  }

  /** A cell was pressed: it is shown, and an empty one runs, waits its turn, or is chosen. */
  press(key: string): void {
    const kind = this.cellAt(key)?.state.kind;
    // Choosing many, nobody wants each opened.
    if (!this.choosing || kind !== 'empty') this.opened = this.#decided = key;
    if (this.#waiting.includes(key)) this.#waiting = without(this.#waiting, [key]);
    else if (kind === 'empty') this.#ask([key]);
  }

  /** The head of a row or column was pressed: what is empty in it runs, or all of it again where nothing is. */
  pressAll(places: readonly Place[]): void {
    const kindOf = (key: string) => this.cellAt(key)?.state.kind ?? 'cant';
    const able = places.map(placeKey).filter((key) => kindOf(key) !== 'cant' && !this.#under.includes(key));
    const open = able.filter((key) => ['empty', 'failed'].includes(kindOf(key)));
    if (open.length > 0) this.#ask(open);
    else this.#choose(able);
  }

  /** Measures a cell anew. */
  again(key: string): void {
    this.#ask([key]);
  }

  /** What it costs stood beside the button. */
  begin(): void {
    if (this.first) void this.#start(this.first.keys);
  }

  /** Runs what is chosen. */
  runChosen(): void {
    const keys = this.waiting;
    this.#waiting = [];
    this.choosing = false;
    void this.#start(keys);
  }

  clear(): void {
    this.#waiting = [];
  }

  /** Ends the run; what waits behind it stays chosen. */
  stop(): void {
    this.run.stop();
  }

  leave(): void {
    this.run.clear();
  }

  #choose(keys: readonly string[]): void {
    this.#waiting = [...new Set([...this.#waiting, ...keys])];
  }

  /** Runs at once, but chooses only where there is much to come, something is chosen already, or a run is on. */
  #ask(keys: readonly string[]): void {
    const { ms, bytes } = this.costOf(keys);
    const asksFirst = bytes > MUCH_BYTES || ms > MUCH_MS;
    if (this.busy || this.choosing || this.waiting.length > 0 || asksFirst) this.#choose(keys);
    else void this.#start(keys);
  }

  paramsFor(keys: readonly string[]): RunParams {
    const { input, seed = 1 } = this.#link;
    const order = { models: this.axes.rows.map(({ ref }) => ref), targets: this.axes.targets };
    return paramsOf(keys.map(placeOfKey), order, { scenario: this.scenario, seed, input, far: this.far.params });
  }

  async #start(keys: readonly string[]): Promise<void> {
    if (keys.length === 0) return;
    this.#under = keys;
    this.#begun = { scenario: this.scenario, atMs: performance.now() };
    await this.run.start(this.paramsFor(keys));
    // Another link has begun another run meanwhile, or the page was left.
    if (this.#under !== keys || this.run.status === 'idle') return;
    const { record, pooled, status } = this.run;
    if (record) this.known.keep(record, pooled);
    this.#under = [];
    if (status === 'finished' && this.waiting.length > 0) this.runChosen();
  }
}
