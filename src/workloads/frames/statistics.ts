import { percentile, sorted } from '../../statistics/samples';

/** Where the time of one frame went, ms. The parts add up to what passed between the wish for a frame and its answer. */
export interface FrameTime {
  /** Copying the frame out of the video, reading its pixels and making the network's input of them. */
  readonly preMs: number;
  /** In the networks, with readback. */
  readonly inferenceMs: number;
  /** Making an answer of the networks' outputs. */
  readonly postMs: number;
  /** Messages between the page and its worker. */
  readonly rpcMs: number;
}

export const totalMs = ({ preMs, inferenceMs, postMs, rpcMs }: FrameTime): number =>
  preMs + inferenceMs + postMs + rpcMs;

/** Frames behind every figure, the latest: at 30 a second the last four seconds. */
export const FRAMES_KEPT = 120;

export interface FrameFigures {
  /** The latest frames, oldest first. */
  readonly times: readonly FrameTime[];
  /** Since the beginning. */
  readonly answered: number;
  readonly dropped: number;
  /** Of the latest frames' whole times; undefined until there is one. */
  readonly p50Ms?: number;
  readonly p95Ms?: number;
  /** Of the latest frames' inference alone. */
  readonly inferenceP50Ms?: number;
  /** Answers a second over the latest frames; undefined until there are two. */
  readonly perSecond?: number;
}

interface Answered {
  readonly time: FrameTime;
  readonly atMs: number;
  /** Since the answer before, ms; undefined for the first one and across a pause. */
  readonly sinceMs?: number;
}

/** Sums up frames as they are answered. */
export class FrameStatistics {
  #latest: Answered[] = [];
  #answered = 0;
  #dropped = 0;
  #unbroken = false;

  /** @param atMs when the answer came, on any clock that only moves on */
  add(time: FrameTime, atMs: number): void {
    const before = this.#unbroken ? this.#latest.at(-1) : undefined;
    this.#latest = [...this.#latest.slice(1 - FRAMES_KEPT), { time, atMs, sinceMs: before && atMs - before.atMs }];
    this.#answered++;
    this.#unbroken = true;
  }

  /** An answer whose time says nothing: the page was hidden meanwhile. */
  addUntimed(): void {
    this.#answered++;
    this.#unbroken = false;
  }

  drop(): void {
    this.#dropped++;
  }

  /** What passes until the next answer is not time between answers. */
  pause(): void {
    this.#unbroken = false;
  }

  figures(): FrameFigures {
    const times = this.#latest.map(({ time }) => time);
    const totals = positive(times.map(totalMs));
    const inferences = positive(times.map(({ inferenceMs }) => inferenceMs));
    const intervals = this.#latest.flatMap(({ sinceMs }) => sinceMs ?? []);
    const spanMs = intervals.reduce((sum, ms) => sum + ms, 0);
    return {
      times,
      answered: this.#answered,
      dropped: this.#dropped,
      p50Ms: totals && percentile(totals, 50),
      p95Ms: totals && percentile(totals, 95),
      inferenceP50Ms: inferences && percentile(inferences, 50),
      perSecond: spanMs > 0 ? (1000 * intervals.length) / spanMs : undefined,
    };
  }
}

/** A coarse clock gives 0 for what is shorter than its tick: not a time. */
function positive(valuesMs: readonly number[]) {
  const above = valuesMs.filter((ms) => ms > 0);
  return above.length > 0 ? sorted(above) : undefined;
}
