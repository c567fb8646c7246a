import type { Visit } from '../record/record';
import { median, sorted } from '../statistics/samples';
import type { Samples } from '../workloads/inference/repeat';
import { MetricSeries } from './metrics';

/** Samples behind the figure that a lane shows while it is measured: sorting all of a long run at each visit would hold the page. */
const LATEST = 501;

/** What an answer takes beside its inference, ms. */
export interface Beside {
  readonly preMs: number;
  readonly postMs: number;
  readonly rpcMs: number;
}

/** What a cell has gathered over all of its openings. */
export class CellSeries {
  /** Single inferences, and whole answers. */
  readonly visits: Visit[] = [];
  readonly answers: Visit[] = [];
  /** Of each whole answer. */
  readonly beside: Beside[] = [];
  /** Single runs by model id. */
  readonly stagesMs: Record<string, number[]> = {};
  /** Inferences in each sample: one number for all openings, since samples of different sizes would not compare. */
  batch = 1;
  /** What the workload measured with whole answers, beside what every cell has. */
  readonly metrics = new MetricSeries();
  /** Of the samples of each visit, where they have a place in a text. */
  readonly positions: (readonly number[])[] = [];
  /** Whether anything waited, or was thrown away, because the tab was hidden. */
  paused = false;
  #n = 0;
  #latest: number[] = [];

  addVisit(opening: number, { samplesMs, stagesMs, positions = [] }: Samples): void {
    this.positions.push(positions);
    this.visits.push({ opening, visit: this.visits.length, samplesMs: [...samplesMs] });
    for (const [model, times] of Object.entries(stagesMs)) (this.stagesMs[model] ??= []).push(...times);
    this.#n += samplesMs.length;
    this.#latest = [...this.#latest, ...samplesMs].slice(-LATEST);
  }

  /** @param wholeMs a clock that stood still tells nothing: such an answer is left out */
  addAnswers(opening: number, wholeMs: readonly number[]): void {
    const samplesMs = wholeMs.filter((ms) => ms > 0);
    if (samplesMs.length > 0) this.answers.push({ opening, visit: this.answers.length, samplesMs });
  }

  /** Of one inference, ms; undefined before the first sample. */
  get lastMs(): number | undefined {
    return this.#latest.at(-1);
  }

  /** @throws Problem `bad-sample` before the first sample, or where one is impossible */
  get soFar(): { n: number; medianMs: number } {
    return { n: this.#n, medianMs: median(sorted(this.#latest)) };
  }
}
