import { Problem } from '../domain/problem';
import type { RunInput } from '../input/runInput';
import type { Proven } from '../sessions/prove';
import { batchFor } from './batch';
import { medianOrZero } from './cellResult';
import { isDone, NO_PROGRESS, wantsMoreWarmups, type OpeningRule, type Progress } from './progress';
import { samplesPerVisit } from './schedule';
import type { CellSeries } from './series';
import type { Watch } from './visibility';

/** A call to the worker reports back at least this often, so that the lane moves. */
const LONGEST_CALL_MS = 1000;

/** Whole answers timed in each opening: four at least, as many as fill a slice, so that pre- and post-processing are timed compiled. */
const FEWEST_ANSWERS = 4;
const MOST_ANSWERS = 12;
const ANSWERS_MS = 200;

/** In a visit without a pause, how long what waits has to wait. */
const BETWEEN_MS = 60_000;

/** What an opening is measured by. */
export interface OpeningPlan {
  readonly rule: OpeningRule;
  /** Of all openings: long ones need larger batches for the record to hold them all. */
  readonly steadyMs: number;
  readonly sliceMs: number;
  readonly input: RunInput;
  /** Counted from 0. */
  readonly number: number;
}

/** One opening of a cell, from its proven session on: warm-ups, whole answers, visits. What it measures goes into the cell's series. */
export class OpeningRun {
  #progress: Progress = NO_PROGRESS;

  constructor(
    readonly proven: Proven,
    readonly plan: OpeningPlan,
    readonly series: CellSeries,
    readonly watch: Watch,
  ) {}

  get progress(): Progress {
    return this.#progress;
  }

  get isDone(): boolean {
    return isDone(this.plan.rule, this.#progress);
  }

  #spend(sinceFirstMs: number, change: Partial<Progress> = {}): void {
    this.#progress = { ...this.#progress, ...change, sinceFirstMs: this.#progress.sinceFirstMs + sinceFirstMs };
  }

  async #pause(): Promise<void> {
    if (await this.watch.pause()) this.series.paused = true;
  }

  /** A whole answer; undefined where the tab was hidden meanwhile, when none counts. */
  async #answer() {
    await this.#pause();
    const wasHidden = this.watch.hidden();
    const answered = await this.proven.session.answer(this.plan.input.input);
    if (!wasHidden()) return answered;
    this.series.paused = true;
    return undefined;
  }

  /** Warm-ups go through the whole answer, so that pre- and post-processing are warm as well. */
  async warmUp(): Promise<void> {
    const warmupsMs: number[] = [];
    while (wantsMoreWarmups(this.plan.rule, this.#progress)) {
      const answered = await this.#answer();
      if (!answered) continue;
      if (answered.runs.length === 0) throw new Problem('input', 'The model had nothing to run on this input.');
      warmupsMs.push(answered.inferenceMs / answered.runs.length);
      this.#spend(answered.totalMs, { warmups: this.#progress.warmups + 1 });
    }
    if (this.plan.number === 0) this.series.batch = this.#batchOf(medianOrZero(warmupsMs));
  }

  /** Whole answers are a series of their own: what the visitor waits for, with the messages to and from the worker. */
  async timeAnswers(): Promise<void> {
    const wholeMs: number[] = [];
    let busyMs = 0;
    const enough = () =>
      wholeMs.length >= MOST_ANSWERS ||
      (wholeMs.length >= FEWEST_ANSWERS && busyMs >= ANSWERS_MS) ||
      // A slow cell's time is better spent on samples: its warm-ups were answers, too.
      (wholeMs.length >= 1 && 4 * busyMs > this.plan.rule.capMs - this.#progress.sinceFirstMs);
    while (!enough()) {
      const answered = await this.#answer();
      if (!answered) continue;
      const ms = answered.totalMs + answered.rpcMs;
      busyMs += ms;
      wholeMs.push(ms);
      this.series.beside.push(answered);
      this.series.metrics.add(this.plan.number, answered.series);
    }
    this.series.addAnswers(this.plan.number, wholeMs);
    this.#spend(busyMs);
  }

  /** @param shortestMs of the runs in one answer: each is clocked by itself, so the shortest has to fill the ticks */
  #batchOf(shortestMs: number): number {
    return batchFor(shortestMs, this.proven.opened.timerResolutionMs, this.plan.steadyMs);
  }

  /**
   * One visit: an untimed lead-in, since the cell before it had the caches, then a slice of samples. Where the scenario allows no
   * pause it lasts until the opening has enough.
   * @param between awaited every minute of a visit without a pause
   * @param onSamples called when the series has more
   */
  async visit(between: () => Promise<void>, onSamples: () => void): Promise<void> {
    let restedAt = performance.now();
    let leadIn = 1;
    do {
      await this.#pause();
      if (await this.#takeSamples(leadIn)) onSamples();
      leadIn = 0;
      if (performance.now() - restedAt < BETWEEN_MS) continue;
      await between();
      restedAt = performance.now();
    } while (this.plan.sliceMs === Infinity && !this.isDone);
  }

  /** Samples taken while the tab was hidden are thrown away: browsers throttle hidden tabs. @returns whether they were kept */
  async #takeSamples(leadIn: number): Promise<boolean> {
    const { series, plan } = this;
    const wasHidden = this.watch.hidden();
    const lastMs = (series.lastMs ?? this.proven.answered?.inferenceMs ?? 0) * series.batch;
    const leftMs = plan.rule.capMs - this.#progress.sinceFirstMs;
    const count = lastMs > 0 ? samplesPerVisit(lastMs, Math.min(plan.sliceMs, LONGEST_CALL_MS), leftMs) : 1;
    const samples = await this.proven.session.sample(count, series.batch, leadIn);
    if (wasHidden()) {
      series.paused = true;
      return false;
    }
    const batch = this.#batchOf(Math.min(...Object.values(samples.stagesMs).map(medianOrZero)));
    if (series.visits.length === 0 && batch > series.batch) {
      // Warm-ups are slower than what follows: the first slice shows how many inferences fill the clock's ticks.
      series.batch = batch;
      return false;
    }
    series.addVisit(plan.number, samples);
    const steadyMs = samples.samplesMs.reduce((sum, ms) => sum + ms, 0) * series.batch;
    this.#spend(steadyMs, {
      inferences: this.#progress.inferences + samples.samplesMs.length * series.batch,
      steadyMs: this.#progress.steadyMs + steadyMs,
    });
    return true;
  }
}
