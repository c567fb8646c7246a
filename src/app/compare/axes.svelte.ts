/* eslint-disable svelte/prefer-svelte-reactivity -- maps and sets here are made anew and replaced whole */
import { canShareMemory } from '../../domain/sharedMemory';
import { allTargets, defaultThreads } from '../../runtimes/target';
import { device } from '../device.svelte';
import { kept } from '../kept.svelte';
import { columnsOf, distinct, rowsOf, type Row } from './axes';
import { obstacleAt, placeKey, placeOfKey, type Place } from './place';
import { where } from './words';

/** What the matrix is made of on this device: its rows, its columns, and what stands in the way of each pair. */
export class Axes {
  /** Beside every backend: thread counts and builds that were asked for. */
  moreTargets = $state.raw<readonly string[]>([]);
  /** Artefacts that were asked for by name. */
  moreModels = $state.raw<readonly string[]>([]);

  readonly threads = $derived(
    device.environment && defaultThreads(device.environment.cores, device.environment.sharedMemory ?? canShareMemory()),
  );
  readonly targets = $derived([...new Set([...distinct(allTargets, this.threads), ...this.moreTargets])]);
  readonly groups = $derived(columnsOf(this.targets, this.threads));
  readonly columns = $derived(this.groups.flatMap(({ columns }) => columns));
  readonly rows = $derived(rowsOf(this.moreModels, kept.outlines));

  /** Why a cell can't be run, by its key. */
  readonly obstacles: ReadonlyMap<string, string> = $derived(
    new Map(
      this.rows
        .flatMap(({ ref }) => this.columns.map(({ target }): Place => ({ model: ref, target: target.id })))
        .flatMap((place) => {
          const obstacle = obstacleAt(place, device.environment);
          return obstacle === undefined ? [] : [[placeKey(place), obstacle] as const];
        }),
    ),
  );

  /** Gives rows and columns to what a link names. */
  add({
    models = [],
    targets = [],
  }: {
    readonly models?: readonly string[];
    readonly targets?: readonly string[];
  }): void {
    this.moreTargets = [...new Set([...this.moreTargets, ...targets])];
    this.moreModels = [...new Set([...this.moreModels, ...models])];
  }

  rowOf(key: string): Row | undefined {
    const { model } = placeOfKey(key);
    return this.rows.find(({ ref }) => ref === model);
  }

  /** "MoveNet Lightning on ONNX Runtime · WASM" */
  nameOf(key: string): string {
    const { model, target } = placeOfKey(key);
    const column = this.columns.find((one) => one.target.id === target);
    return where(this.rowOf(key)?.title ?? model, column?.name ?? target);
  }
}
