import type { FarSideOptions } from '../../../far/simulate';
import type { Replayed } from '../../../far/trace/overTime';
import type { Trace } from '../../../far/trace/trace';
import type { FarSetting } from '../setting.svelte';
import type { RequestWorker } from './worker';

/** Some hundred in each of a recording's stretches. */
export const REPLAYED = 9600;

interface Kept {
  readonly name: string;
  readonly trace: Trace;
}

/** A recorded network, and requests sent along it. */
export class Replay {
  readonly #setting: FarSetting;
  readonly #worker: RequestWorker;
  #kept = $state.raw<Kept>();
  #replayed = $state.raw<Replayed>();
  #reading = $state(false);
  #problem = $state('');
  #turn = 0;

  constructor(setting: FarSetting, worker: RequestWorker) {
    this.#setting = setting;
    this.#worker = worker;
  }

  get kept() {
    return this.#kept;
  }
  /** The last that could be worked out. */
  get replayed() {
    return this.#replayed;
  }
  get reading() {
    return this.#reading;
  }
  get problem() {
    return this.#problem;
  }

  /** Never rejects. What was chosen before stays where a file can't be read. */
  async choose(file: File): Promise<void> {
    this.#reading = true;
    this.#problem = '';
    const read = await this.#worker.read(file);
    this.#reading = false;
    if ('problem' in read) this.#problem = `${file.name}: ${read.problem}`;
    else {
      this.#kept = { name: file.name, trace: read };
      this.#replayed = undefined;
    }
  }

  putAway(): void {
    this.#kept = undefined;
    this.#replayed = undefined;
    this.#problem = '';
  }

  readonly #nearMs = $derived.by(() => this.#setting.near?.percentiles.p50);

  /** Sends requests along it, by what is chosen now. @returns what calls it off */
  run(): () => void {
    const [kept, options, nearMs] = [this.#kept, this.#setting.options, this.#nearMs];
    if (kept && options && this.#setting.problem === undefined) void this.#send(kept.trace, options, nearMs);
    return () => void this.#turn++;
  }

  async #send(trace: Trace, options: FarSideOptions, nearMs: number | undefined): Promise<void> {
    const turn = this.#turn;
    const outcome = await this.#worker.replay(trace, { ...options, requests: REPLAYED }, nearMs);
    if (turn !== this.#turn) return;
    if ('problem' in outcome) this.#problem = outcome.problem;
    else this.#replayed = outcome;
  }
}
