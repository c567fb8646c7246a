import { drawnCard } from '../../decoder/drawnCard';
import { fileBytes, measuredConfig } from '../../decoder/drawnModel';
import { fitOf, memoryNeed, type Fit, type MemoryNeed, type Room } from '../../decoder/memory';
import { decoderPresets } from '../../decoder/presets';
import { part } from '../../domain/part';
import type { Problem } from '../../domain/problem';
import { toProblem } from '../../domain/toProblem';
import type { LiveCell } from '../../measure/liveCell';
import { addModel } from '../../models/addModel';
import type { Precision } from '../../models/artefact';
import type { DrawnCard } from '../../models/drawn';
import type { Cell } from '../../record/record';
import { parseTarget, type Target } from '../../runtimes/target';
import { roomOn } from '../../sessions/room';
import { device } from '../device.svelte';
import { likelyTargets } from '../likelyTargets';
import type { Wait } from '../start';
import { readPasted } from './config';

const startPart = () => import('../start');

/** The choice of whoever pastes a configuration. */
export const OWN = 'own-config';

/** One way to store the weights, and what it would take. */
export interface FormRow {
  readonly precision: Precision;
  /** What it would cost to download. */
  readonly bytes: number;
  readonly need: MemoryNeed;
  readonly fit: Fit;
}

/** A measurement that is over. */
export interface Measured {
  readonly model: string;
  readonly title: string;
  readonly precision: Precision;
  readonly target: string;
  readonly need: MemoryNeed;
  readonly cell: Cell;
}

/** Smallest first: those who ask whether it fits begin there. */
const inOrder: readonly Precision[] = ['int4', 'int8', 'fp16', 'fp32'];

/** Whether a decoder runs well here, told and measured without downloading it; it goes on while other pages are shown. */
class FitState {
  #choice = $state<string>(decoderPresets[0]?.id ?? OWN);
  pasted = $state('');
  #card = $state.raw<DrawnCard>();
  #problem = $state.raw<Problem>();
  precision = $state<Precision>('int4');
  #picked = $state<string>();
  #room = $state.raw<Room>();
  #live = $state.raw<LiveCell>();
  #wait = $state<Wait>();
  #running = $state(false);
  #measured = $state.raw<readonly Measured[]>([]);
  #controller?: AbortController;

  get choice() {
    return this.#choice;
  }
  /** Why there is no model to tell of, or a run did not begin. */
  get problem() {
    return this.#problem;
  }
  get card() {
    return this.#card;
  }
  get live() {
    return this.#live;
  }
  get wait() {
    return this.#wait;
  }
  get running() {
    return this.#running;
  }
  /** The last first. */
  get measured() {
    return this.#measured;
  }

  readonly targets = $derived.by<readonly Target[]>(() => {
    const card = this.#card;
    return card ? likelyTargets(card.id, device.environment).flatMap((id) => parseTarget(id) ?? []) : [];
  });
  readonly target = $derived(this.targets.find(({ id }) => id === this.#picked) ?? this.targets[0]);

  readonly forms = $derived.by<readonly FormRow[]>(() => {
    const [card, room] = [this.#card, this.#room];
    if (!card || !room) return [];
    const config = measuredConfig(card.decoder.drawn.config);
    return inOrder.flatMap((precision) => {
      const artefact = card.artefacts.find((one) => one.precision === precision);
      if (!artefact) return [];
      const need = memoryNeed(config, { precision, file: fileBytes(artefact) }, room.processor, config.context);
      const bytes = artefact.files.filter(({ path }) => !path.endsWith('_loop.onnx'));
      return [{ precision, bytes: bytes.reduce((sum, file) => sum + file.bytes, 0), need, fit: fitOf(need, room) }];
    });
  });
  readonly form = $derived(this.forms.find(({ precision }) => precision === this.precision) ?? this.forms[0]);

  /** A preset, or the pasted configuration. */
  choose(choice: string): void {
    this.#choice = choice;
    const preset = decoderPresets.find(({ id }) => id === choice);
    if (preset) this.#take(preset.id, preset.title, () => preset.config);
    else if (this.pasted.trim() === '') this.#card = this.#problem = undefined;
    else this.readPasted();
  }

  readPasted(): void {
    this.#choice = OWN;
    this.#take(OWN, 'The pasted model', () => readPasted(this.pasted));
  }

  #take(id: string, title: string, configOf: () => Readonly<Record<string, unknown>>): void {
    this.#problem = undefined;
    try {
      const card = drawnCard(id, title, { ...configOf() });
      addModel(card);
      this.#card = card;
    } catch (error) {
      this.#card = undefined;
      this.#problem = toProblem(error, 'reading the configuration');
    }
  }

  pickTarget(id: string): void {
    this.#picked = id;
  }

  /** Asks what the chosen target has of memory. */
  async lookAtRoom(target: Target): Promise<void> {
    const room = await roomOn(target);
    if (this.target?.id === target.id) this.#room = room;
  }

  async measure(): Promise<void> {
    const [card, target, form] = [this.#card, this.target, this.form];
    if (!card || !target || !form || this.#running) return;
    const { precision, need } = form;
    this.#running = true;
    this.#problem = this.#live = undefined;
    const controller = (this.#controller = new AbortController());
    try {
      const { startRun } = await part(startPart);
      const { cells } = await startRun(
        { models: [`${card.id}:${precision}`], targets: [target.id], scenario: 'preview', seed: 1 },
        {
          signal: controller.signal,
          onCell: (live) => (this.#live = live),
          onWait: (wait) => (this.#wait = wait),
        },
      );
      const [cell] = cells;
      if (cell && cell.status !== 'aborted') {
        const measured = { model: card.id, title: card.title, precision, target: target.id, need, cell };
        this.#measured = [measured, ...this.#measured];
      }
    } catch (error) {
      if (!controller.signal.aborted) this.#problem = toProblem(error, 'measuring');
    } finally {
      this.#running = false;
      this.#live = this.#wait = undefined;
    }
  }

  stop(): void {
    this.#controller?.abort();
  }
}

export const fit = new FitState();
