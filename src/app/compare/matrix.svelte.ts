/* eslint-disable svelte/prefer-svelte-reactivity -- maps and sets here are made anew and replaced whole: `$state.raw`, `$derived` */
import { canShareMemory } from '../../domain/sharedMemory';
import type { RankedModel } from '../../judge/findings';
import type { LiveCell } from '../../measure/liveCell';
import type { CompletedCell, RunParams, Scenario } from '../../record/record';
import type { LinkParams } from '../../results/params';
import { allTargets, defaultThreads } from '../../runtimes/target';
import { sampleOf, taskOf } from '../../tasks/registry';
import { device } from '../device.svelte';
import { runStore, RunState } from '../runState.svelte';
import { againstOf, type Against } from './against';
import { columnsOf, distinct, rowsOf } from './axes';
import { RowViews, type CellView, type RowView } from './cellState';
import { bytesToFetch, expectedMs, leftMs, shareOf } from './cost';
import { FarColumn } from './farColumn.svelte';
import { outcomesOf, storedOutcomes, type Outcome } from './outcomes';
import { FAR, macsOf, obstacleAt, placeKey, placeOf, placeOfKey, type Place } from './place';
import type { Show } from './standing';
import { paramsOf } from './runParams';
import { where } from './words';

/** From here on a press asks before it begins: bytes to fetch, and time. */
const MUCH_BYTES = 25e6;
const MUCH_MS = 5 * 60_000;

const without = (keys: readonly string[], gone: readonly string[]) => keys.filter((key) => !gone.includes(key));

/** The model × backend matrix: what is known of each cell, which cells are chosen, and the run that measures them. */
export class Matrix {
  readonly run = new RunState();
  readonly far = new FarColumn();
  show = $state<Show>('warm');
  scenario = $state<Scenario>('quick');
  /** Whether pressing an empty cell chooses it, where it would else run it. */
  choosing = $state(false);
  /** Of the cell under the pointer or the focus: what it would cost is said before it is pressed. */
  pointed = $state<string>();
  /** Of the cell whose evidence is shown. */
  opened = $state<string>();
  moreTargets = $state.raw<readonly string[]>([]);
  moreModels = $state.raw<readonly string[]>([]);

  #link: Readonly<Partial<LinkParams>> = {};
  #outcomes = $state.raw<ReadonlyMap<string, Outcome>>(new Map());
  /** Keys of the cells that wait: for Run, or while a run is on for their turn. */
  #waiting = $state.raw<readonly string[]>([]);
  /** Keys of the run that is on, and when it began. */
  #under = $state.raw<readonly string[]>([]);
  #beganAt = 0;
  #reading = $state(true);
  readonly #views = new RowViews();

  readonly threads = $derived(
    device.environment && defaultThreads(device.environment.cores, device.environment.sharedMemory ?? canShareMemory()),
  );
  readonly targets = $derived([...new Set([...distinct(allTargets, this.threads), ...this.moreTargets])]);
  readonly groups = $derived(columnsOf(this.targets, this.threads));
  readonly columns = $derived(this.groups.flatMap(({ columns }) => columns));
  readonly rows = $derived(rowsOf(this.moreModels));

  readonly #obstacles = $derived(
    new Map(
      this.rows
        .flatMap(({ ref }) => this.columns.map(({ target }): Place => ({ model: ref, target: target.id })))
        .flatMap((place) => {
          const obstacle = obstacleAt(place, device.environment);
          return obstacle === undefined ? [] : [[placeKey(place), obstacle] as const];
        }),
    ),
  );
  readonly #live = $derived(new Map(this.run.cells.map((cell): [string, LiveCell] => [placeKey(placeOf(cell)), cell])));
  /** What the run that is on has found so far. */
  readonly #fresh = $derived(this.run.record && this.run.running ? outcomesOf(this.run.record) : undefined);

  readonly #rowViews = $derived.by(() => {
    const [waiting, under] = [new Set(this.#waiting), new Set(this.#under)];
    const running = this.run.running;
    return new Map(
      this.rows.map(({ ref }): [string, RowView] => {
        const facts = this.columns.map(({ target }) => {
          const place = { model: ref, target: target.id };
          const key = placeKey(place);
          const live = under.has(key) ? this.#live.get(key) : undefined;
          return {
            key,
            place,
            obstacle: this.#obstacles.get(key),
            outcome: this.#fresh?.get(key) ?? this.#outcomes.get(key),
            live,
            chosen: !running && waiting.has(key),
            queued: running && (waiting.has(key) || (under.has(key) && !live?.result)),
          };
        });
        return [ref, this.#views.of(ref, facts, this.show)];
      }),
    );
  });

  get reading() {
    return this.#reading;
  }
  /** Chosen cells that this device can measure, as far as is known. */
  readonly waiting = $derived(this.#waiting.filter((key) => !this.#obstacles.has(key)));
  /** Cells of the run that is on. */
  get under() {
    return this.#under;
  }

  rowView(ref: string): RowView | undefined {
    return this.#rowViews.get(ref);
  }

  /** "MoveNet Lightning on ONNX Runtime · WASM" */
  nameOf(key: string): string {
    const { model, target } = placeOfKey(key);
    const row = this.rows.find(({ ref }) => ref === model);
    return where(row?.title ?? model, this.columns.find((column) => column.target.id === target)?.name ?? target);
  }

  cellAt(key: string): CellView | undefined {
    return this.rowView(placeOfKey(key).model)?.cells.find((cell) => cell.key === key);
  }

  /** By the row's reference, a cell that did the work here: what a far side is simulated from. */
  readonly work = $derived.by(() => {
    const found = new Map<string, CompletedCell>();
    for (const [ref, { cells }] of this.#rowViews) {
      const done = cells.find(({ state }) => state.kind === 'result');
      if (done?.state.kind === 'result' && done.state.outcome.cell.status === 'completed')
        found.set(ref, done.state.outcome.cell);
    }
    return found;
  });

  /** Each row's best here against the simulated cloud, the connection open; rows without either are not in it. */
  readonly against = $derived.by(() => {
    const found = new Map<string, Against>();
    for (const { ref, model } of this.rows) {
      const standing = this.#rowViews.get(ref)?.standing;
      const side = this.far.sides.get(ref) ?? this.#sideOfRun(model);
      if (standing && side && !('problem' in side)) {
        const judged = againstOf(standing.ranking, side);
        if (judged) found.set(ref, judged);
      }
    }
    return found;
  });

  /** What is judged of all rows together. */
  readonly ranked = $derived(
    this.rows.flatMap(({ ref, title }): RankedModel[] => {
      const standing = this.#rowViews.get(ref)?.standing;
      const side = this.against.get(ref)?.verdict.winner;
      if (!standing || standing.fastestMs === undefined) return [];
      const { ranking, resolutionMs } = standing;
      return [{ title, macs: macsOf(ref), ranking, resolutionMs, ...(side && { side }) }];
    }),
  );

  /** What the run that is on simulated, where that is what is chosen. */
  #sideOfRun(model: string) {
    const { profile, server } = this.far;
    return this.run.record?.far?.find(
      (side) => side.model === model && side.profile === profile && side.server === server,
    );
  }

  /** Chosen, and what it comes to. */
  readonly cost = $derived(this.costOf(this.waiting));

  costOf(keys: readonly string[]): { readonly ms: number; readonly bytes: number } {
    const { environment } = device;
    const places = keys.map(placeOfKey);
    const ms = keys.reduce((sum, key) => sum + this.#expectedMs(key), 0);
    return { ms, bytes: environment ? bytesToFetch(places, environment) : 0 };
  }

  #expectedMs(key: string): number {
    const cell = this.#outcomes.get(key)?.cell;
    const known = cell?.status === 'completed' ? cell.steady.medianMs : undefined;
    return expectedMs(placeOfKey(key), this.scenario, device.environment, known);
  }

  /** Of the run that is on: cells that are done, and about how long the others take, ms. */
  readonly progress = $derived.by(() => {
    const parts = this.#under.map((key) => {
      const live = this.#live.get(key);
      return { expectedMs: this.#expectedMs(key), share: live ? shareOf(live) : 0 };
    });
    const done = parts.filter(({ share }) => share === 1).length;
    return { done, of: parts.length, leftMs: leftMs(parts, performance.now() - this.#beganAt) };
  });

  /** Takes what a link asks for: its cells are chosen, or run where it says so. */
  adopt(link: Readonly<Partial<LinkParams>>): void {
    this.#link = link;
    if (link.scenario) this.scenario = link.scenario;
    if (link.far) this.far.adopt(link.far);
    this.far.seed = link.seed ?? 1;
    this.moreTargets = [...new Set([...this.moreTargets, ...(link.targets ?? [])])];
    this.moreModels = [...new Set([...this.moreModels, ...(link.models ?? [])])];
    if (!link.models) return;
    const targets = link.targets ?? this.targets;
    const named = link.only ?? link.models.flatMap((model) => targets.map((target) => ({ model, target })));
    const keys = named.map(placeKey);
    // A link that runs by itself runs all that it names: that a target can't is a result too.
    if (link.autorun) void this.#start(keys);
    else this.#waiting = keys;
  }

  /** Reads what stored runs say of the cells. Never rejects. */
  async read(): Promise<void> {
    const { environment } = device;
    if (!environment) return;
    try {
      await storedOutcomes(await runStore(), { environment, isAlike: this.#isAlike }, (found) => {
        // What was measured since the page was opened is newer.
        this.#outcomes = new Map([...found, ...this.#session]);
      });
    } catch {
      // The list of runs says why they can't be read.
    } finally {
      this.#reading = false;
    }
  }

  /** Measured since the page was opened. */
  readonly #session = new Map<string, Outcome>();

  readonly #isAlike = ({ model, input }: { model: string; input: { id: string } }): boolean => {
    const row = this.rows.find((one) => one.model === model);
    const task = taskOf(row?.task ?? '');
    return task !== undefined && input.id === sampleOf(task, this.#link.input).id;
  };

  /** A cell was pressed: it is shown, and an empty one runs, waits its turn, or is chosen. */
  press(key: string): void {
    this.opened = key;
    if (placeOfKey(key).target === FAR) return;
    const kind = this.cellAt(key)?.state.kind;
    if (this.#waiting.includes(key)) this.#waiting = without(this.#waiting, [key]);
    else if (kind === 'empty') this.#ask([key]);
  }

  /** The head of a row or column was pressed: what is empty in it runs, or all of it again where nothing is. */
  pressAll(places: readonly Place[]): void {
    const able = places.map(placeKey).filter((key) => this.#isAble(key));
    const open = able.filter((key) => ['empty', 'failed'].includes(this.cellAt(key)?.state.kind ?? ''));
    if (open.length > 0) this.#ask(open);
    else this.#choose(able);
  }

  /** Measures a cell anew. */
  again(key: string): void {
    if (this.run.running) this.#choose([key]);
    else this.#ask([key]);
  }

  readonly emptyPlaces = $derived(
    [...this.#rowViews.values()].flatMap(({ cells }) => cells.filter(({ state }) => state.kind === 'empty')),
  );

  /** Where to begin while nothing is known: the row with the least to compute, as far as it can be measured. */
  readonly first = $derived.by(() => {
    if (this.#reading || this.run.running || this.#outcomes.size > 0) return undefined;
    const able = this.rows
      .map((row) => ({ row, keys: this.emptyPlaces.flatMap(({ key, place }) => (place.model === row.ref ? key : [])) }))
      .filter(({ keys }) => keys.length > 1)
      .sort((a, b) => macsOf(a.row.ref) - macsOf(b.row.ref))[0];
    return able && { ...able, ...this.costOf(able.keys) };
  });

  /** What it costs stood beside the button. */
  begin(): void {
    if (this.first) void this.#start(this.first.keys);
  }

  #isAble(key: string): boolean {
    const kind = this.cellAt(key)?.state.kind;
    return kind !== undefined && kind !== 'cant' && !this.#under.includes(key);
  }

  #choose(keys: readonly string[]): void {
    this.#waiting = [...new Set([...this.#waiting, ...keys])];
  }

  /** Runs at once, but chooses only where there is much to come, something is chosen already, or a run is on. */
  #ask(keys: readonly string[]): void {
    const { ms, bytes } = this.costOf(keys);
    const asksFirst = bytes > MUCH_BYTES || ms > MUCH_MS;
    if (this.run.running || this.choosing || this.waiting.length > 0 || asksFirst) this.#choose(keys);
    else void this.#start(keys);
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

  paramsFor(keys: readonly string[]): RunParams {
    const { input, seed = 1 } = this.#link;
    const order = { models: this.rows.map(({ ref }) => ref), targets: this.targets };
    return paramsOf(keys.map(placeOfKey), order, { scenario: this.scenario, seed, input, far: this.far.params });
  }

  async #start(keys: readonly string[]): Promise<void> {
    if (keys.length === 0) return;
    this.#under = keys;
    this.#beganAt = performance.now();
    await this.run.start(this.paramsFor(keys));
    const { record, pooled, status } = this.run;
    if (record) {
      for (const [key, outcome] of outcomesOf(record, pooled))
        if (outcome.cell.status !== 'aborted') this.#session.set(key, outcome);
      this.#outcomes = new Map([...this.#outcomes, ...this.#session]);
    }
    if (status === 'idle') return;
    this.#under = [];
    if (status === 'finished' && this.waiting.length > 0) this.runChosen();
  }
}
