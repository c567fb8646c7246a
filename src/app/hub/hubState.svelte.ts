import { SvelteMap } from 'svelte/reactivity';
import { pageFault, type Problem } from '../../domain/problem';
import { readAddress } from '../../hub/address';
import { downloadHub, lookUpHub } from '../../hub/client';
import { planOf, type HubProgress } from '../../hub/download';
import { filesOf } from '../../hub/fromHub';
import { bytesOf, forget, idOf, keptModels, receivedOf, type KeptModel } from '../../hub/kept';
import type { Found } from '../../hub/lookUp';
import { fitOf, memoryNeed, type Fit, type MemoryNeed } from '../../decoder/memory';
import type { Variant } from '../../hub/variants';
import { MEASURING_LOCK } from '../../measure/turn';
import { kept } from '../kept.svelte';
import { readRoom, type Room } from '../offline/room';
import { words } from './words';

/** A model that is kept or was begun, and how much of it has come. */
export interface KeptRow {
  readonly id: string;
  readonly model: KeptModel;
  readonly received: number;
}

/** How a model comes along, or why it does no more. */
export interface Doing {
  readonly controller?: AbortController;
  readonly progress?: HubProgress;
  readonly problem?: Problem;
  /** In a sentence, once it has ended well or was paused. */
  readonly said?: string;
}

/** What memory is reckoned with: a conversation of some pages. */
const POSITIONS = 2048;

/** Looking up and downloading; it goes on while the visitor is on other pages. */
class HubState {
  text = $state('');
  #looking = $state.raw<{ readonly repository: string; readonly controller: AbortController }>();
  #problem = $state.raw<Problem>();
  #found = $state.raw<Found>();
  variant = $state('');
  #kept = $state.raw<readonly KeptRow[]>();
  #room = $state.raw<Room>({});
  readonly #doing = new SvelteMap<string, Doing>();

  readonly chosen = $derived<Variant | undefined>(this.#found?.variants.find(({ id }) => id === this.variant));

  get looking() {
    return this.#looking;
  }
  get problem() {
    return this.#problem;
  }
  get found() {
    return this.#found;
  }
  /** Undefined while nobody has looked. */
  get kept() {
    return this.#kept;
  }
  get room() {
    return this.#room;
  }

  doingOf(id: string): Doing | undefined {
    return this.#doing.get(id);
  }

  /** On the processor: whatever computes, WebAssembly loads it. */
  needOf({ weights, bytes }: Variant): MemoryNeed | undefined {
    const config = this.#found?.config;
    if (!config) return undefined;
    const positions = Math.min(config.context, POSITIONS);
    return memoryNeed(config, { precision: weights, file: bytes }, 'cpu', positions);
  }

  fitOf(variant: Variant): Fit {
    const need = this.needOf(variant);
    const { deviceMemory } = navigator as { deviceMemory?: number };
    const device = deviceMemory === undefined ? undefined : deviceMemory * 2 ** 30;
    return need ? fitOf(need, { processor: 'cpu', device }) : { fit: 'fits' };
  }

  /** All that comes with a form, bytes. */
  bytesOf({ bytes }: Variant): number {
    return (this.#found?.besides ?? []).reduce((sum, file) => sum + file.bytes, bytes);
  }

  async load(): Promise<void> {
    const models = await keptModels();
    const rows = models.map(async (model) => ({ id: idOf(model), model, received: await receivedOf(model) }));
    [this.#kept, this.#room] = await Promise.all([Promise.all(rows), readRoom(), kept.load()]);
  }

  stopLooking(): void {
    this.#looking?.controller.abort();
  }

  /** Asks the server that {@link text} names. */
  async lookUp(): Promise<void> {
    this.stopLooking();
    const controller = new AbortController();
    this.#problem = undefined;
    this.#found = undefined;
    try {
      const address = readAddress(this.text);
      this.#looking = { repository: address.repository, controller };
      const found = await lookUpHub(address, controller.signal);
      if (controller.signal.aborted) return;
      this.#found = found;
      const fitting = found.variants.find((variant) => this.fitOf(variant).fit === 'fits');
      this.variant = (fitting ?? found.variants[0])?.id ?? '';
    } catch (error) {
      const problem = pageFault(error, 'looking up a model');
      if (!controller.signal.aborted) this.#problem = problem;
    } finally {
      if (this.#looking?.controller === controller) this.#looking = undefined;
    }
  }

  /** Begins with the form that is chosen. */
  async download(): Promise<void> {
    if (this.#found && this.chosen) await this.goOn(planOf(this.#found, this.chosen, new Date()));
  }

  async goOn(plan: KeptModel): Promise<void> {
    const id = idOf(plan);
    if (this.#doing.get(id)?.controller) return;
    const controller = new AbortController();
    this.#doing.set(id, { controller });
    // It is listed at once, before its first file is begun.
    if (!this.#kept?.some((row) => row.id === id)) {
      this.#kept = [...(this.#kept ?? []), { id, model: plan, received: 0 }];
    }
    const onProgress = (progress: HubProgress) => {
      if (this.#doing.get(id)?.controller === controller) this.#doing.set(id, { controller, progress });
    };
    try {
      await downloadHub(plan, { signal: controller.signal, onProgress, measuring: MEASURING_LOCK });
      this.#doing.set(id, { said: words.done(id) });
    } catch (error) {
      const problem = pageFault(error, 'downloading a model');
      this.#doing.set(id, controller.signal.aborted ? { said: words.paused } : { problem });
    }
    await this.load();
  }

  pause(id: string): void {
    this.#doing.get(id)?.controller?.abort();
  }

  async remove(id: string): Promise<void> {
    this.pause(id);
    try {
      await forget(id);
      this.#doing.delete(id);
    } catch (error) {
      this.#doing.set(id, { problem: pageFault(error, 'deleting a model') });
    }
    await this.load();
  }

  /** Bytes of every model that is here; what two have in common counts once. */
  get keptBytes(): number {
    const rows = this.#kept ?? [];
    const sizes = rows.flatMap(({ model }) => filesOf(model).map(({ hash, bytes }) => [hash.hex, bytes] as const));
    const all = Object.values(Object.fromEntries(sizes)).reduce((sum, size) => sum + size, 0);
    const toCome = rows.reduce((sum, { model, received }) => sum + bytesOf(model) - received, 0);
    return Math.max(0, all - toCome);
  }

  /** Bytes that this page may still keep; undefined where the browser doesn't tell. */
  get free(): number | undefined {
    const { usage, quota } = this.#room;
    return usage === undefined || quota === undefined ? undefined : quota - usage;
  }
}

export const hub = new HubState();
