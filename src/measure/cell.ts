import { cellKey } from '../domain/cellKey';
import { Problem } from '../domain/problem';
import { toProblem } from '../domain/toProblem';
import { leastBytes, outlinesOf } from '../models/outline';
import type { Cell, Flag, Visit } from '../record/record';
import { chainOn } from '../runtimes/chain';
import type { Target } from '../runtimes/target';
import { openProven, type OpeningFacts, type OpeningStep, type Proven } from '../sessions/prove';
import type { Session } from '../sessions/session';
import { median, sorted } from '../statistics/samples';
import type { Answer } from '../tasks/types';
import { batchFor } from './batch';
import type { CellPlan } from './cellPlan';
import { cellResult, medianOrZero, type CellFacts } from './cellResult';
import type { ScenarioRule } from './scenario';
import {
  isCapped,
  isDone,
  NO_PROGRESS,
  openingRule,
  wantsMoreWarmups,
  wantsOpening,
  type OpeningRule,
  type Progress,
} from './progress';
import { samplesPerVisit } from './schedule';
import { nextTask } from './nextTask';
import type { Watch } from './visibility';
import { compareTestimonies, type Testimony } from './witness';

export type CellPhase =
  'waiting' | 'runtime' | 'download' | 'create' | 'first' | 'check' | 'warmup' | 'steady' | 'rest' | 'done';

/** A cell while it is measured, for the page: plain data, replaced as a whole at each change. */
export interface LiveCell {
  readonly key: string;
  readonly model: string;
  /** Of the weights, where it was asked for by name. */
  readonly precision?: string;
  readonly target: Target;
  /** 0 or 1, where the target is measured as two twins. */
  readonly twin?: number;
  readonly phase: CellPhase;
  /** Which opening is on, from 1, and how many the scenario wants. */
  readonly opening?: { readonly number: number; readonly of: number };
  readonly download?: { readonly received: number; readonly total: number; readonly fromCache: boolean };
  readonly answer?: Answer;
  readonly firstMs?: number;
  /** Whether the answer agrees with the reference, once it was checked. */
  readonly agrees?: boolean;
  /** False where the browser would not keep the weights for the next visit. */
  readonly kept?: boolean;
  readonly soFar?: { readonly n: number; readonly medianMs: number };
  /** Set once the cell is final. */
  readonly result?: Cell;
}

export interface CellContext {
  readonly rule: ScenarioRule;
  readonly base: string;
  readonly signal: AbortSignal;
  readonly crossOriginIsolated: boolean;
  /** Build of the runtime that did best for the model in this browser before. */
  readonly provenBuild?: string;
  /** Whether this browser had run the model on this target and adapter before. */
  readonly seenBefore?: boolean;
  readonly onChange: (cell: LiveCell) => void;
}

/** Samples behind the figure that a lane shows while it is measured: sorting all of a long run at each visit would hold the page. */
const LATEST = 501;

/** A call to the worker reports back at least this often, so that the lane moves. */
const LONGEST_CALL_MS = 1000;

/** Whole answers timed in each opening: four at least, as many as fill a slice, so that pre- and post-processing are timed compiled. */
const ANSWERS_MS = 200;
const MOST_ANSWERS = 12;

/** What is being measured in the opening that is on. */
interface Open {
  readonly proven: Proven;
  progress: Progress;
}

/** One (model, artefact, target, input), opened as often as the scenario asks, from its first worker to its final result. */
export class CellRun {
  readonly key: string;
  readonly #context: CellContext;
  readonly #rule: ScenarioRule;
  readonly #openingRule: OpeningRule;
  #chain: CellFacts['chain'] = [];
  #live: LiveCell;
  /** What the first opening came to; its phases are the cell's. */
  #first: OpeningFacts = { phases: {}, tried: [] };
  #open?: Open;
  readonly #made: Progress[] = [];
  readonly #openings: NonNullable<Cell['openings']> = [];
  #wrong = false;
  #agreementAfter?: CellFacts['agreement'];
  #testimony?: Testimony;
  readonly #visits: Visit[] = [];
  readonly #answers: Visit[] = [];
  readonly #beside = { preMs: [] as number[], postMs: [] as number[], rpcMs: [] as number[] };
  readonly #stagesMs: Record<string, number[]> = {};
  #latest: number[] = [];
  #batch = 1;
  #capped = false;
  #paused = false;

  constructor(
    readonly plan: CellPlan,
    context: CellContext,
  ) {
    const { model, precision, target, twin } = plan;
    this.key = cellKey({ model, artefact: precision, target: target.id, twin });
    this.#context = context;
    this.#rule = context.rule;
    this.#openingRule = openingRule(this.#rule);
    this.#live = { key: this.key, model, precision, target, twin, phase: 'waiting' };
    context.onChange(this.#live);
  }

  get result(): Cell | undefined {
    return this.#live.result;
  }

  /** Whether there is anything to tell of it yet: a cell whose turn has not come is not part of a run that ends early. */
  get begun(): boolean {
    return this.#live.phase !== 'waiting';
  }

  /** Whether it is to be opened once more. */
  get wantsOpening(): boolean {
    return (
      !this.result && !this.#open && !(this.#wrong && this.#made.length > 0) && wantsOpening(this.#rule, this.#made)
    );
  }

  /** Whether the opening that is on wants another visit. */
  get wantsVisit(): boolean {
    return !this.result && this.#open !== undefined && !isDone(this.#openingRule, this.#open.progress);
  }

  /** Bytes that a session of it is expected to take: a runtime's heap, and weights as file, in the heap and on a device. */
  get expectedBytes(): number {
    return 100e6 + 4 * leastBytes(outlinesOf(this.plan.model));
  }

  #change(change: Partial<LiveCell>): void {
    this.#live = { ...this.#live, ...change };
    this.#context.onChange(this.#live);
  }

  /** Opens a session, answers once (in the first opening: the first inference), checks the answer and warms up. */
  async open(watch: Watch): Promise<void> {
    try {
      const { base, signal, provenBuild } = this.#context;
      const { model, precision, target, input } = this.plan;
      signal.throwIfAborted();
      this.#chain = await chainOn(model, target, precision);
      this.#change({ opening: { number: this.#made.length + 1, of: this.#rule.openings } });
      let wasHidden = () => false;
      const proven = await openProven({
        chain: this.#chain,
        // The build that did in the first opening is the one that is measured.
        target: { ...target, build: this.#first.opened?.actual.build ?? target.build },
        base,
        signal,
        provenBuild,
        placed: this.#made.length > 0,
        answerFirst: input.input,
        beforeFirst: async () => {
          await this.#pause(watch);
          wasHidden = watch.hidden();
        },
        onStep: (step, facts) => this.#follow(step, facts),
      });
      // There is only one first time: it can't be repeated, only marked.
      if (wasHidden()) this.#paused = true;
      this.#opened(proven);
      await this.#warmUp(watch);
      await this.#timeAnswers(watch);
    } catch (error) {
      this.#end(error);
    }
  }

  #opened(proven: Proven): void {
    const { runtimeMs, createMs, firstMs } = proven.phases;
    this.#openings.push({ runtimeMs, createMs, firstMs });
    if (this.#made.length === 0) this.#first = proven;
    if (proven.wrong) this.#wrong = true;
    this.#open = { proven, progress: NO_PROGRESS };
  }

  /** What the page sees of an opening; of later openings, that it goes on. */
  #follow(step: OpeningStep, facts: OpeningFacts): void {
    if (this.#made.length > 0) return;
    this.#first = facts;
    const { answered, opened, agreement } = facts;
    switch (step.phase) {
      case 'another':
        this.#change({ answer: undefined, firstMs: undefined, agrees: undefined, download: undefined });
        break;
      case 'first':
        this.#change({ phase: 'first', download: undefined, kept: opened?.kept && this.#live.kept !== false });
        break;
      case 'check':
        this.#change({ phase: 'check', answer: answered?.answer, firstMs: answered?.inferenceMs });
        break;
      case 'checked':
        this.#change({ agrees: agreement && Object.values(agreement).every(({ pass }) => pass) });
        break;
      default:
        this.#change({ phase: step.phase, download: step.received > 0 ? step : undefined });
    }
  }

  async #pause(watch: Watch): Promise<void> {
    if (await watch.pause()) this.#paused = true;
  }

  /** A whole answer, and whether it may count: not where the tab was hidden meanwhile. */
  async #answer(watch: Watch) {
    const { proven } = this.#open as Open;
    await this.#pause(watch);
    const wasHidden = watch.hidden();
    const answered = await proven.session.answer(this.plan.input.input);
    const counts = !wasHidden();
    if (!counts) this.#paused = true;
    return { answered, counts };
  }

  #spend(change: Partial<Progress> & { readonly sinceFirstMs: number }): void {
    const open = this.#open as Open;
    const { sinceFirstMs, ...others } = change;
    open.progress = { ...open.progress, ...others, sinceFirstMs: open.progress.sinceFirstMs + sinceFirstMs };
  }

  /** Warm-ups go through the whole answer, so that pre- and post-processing are warm as well. */
  async #warmUp(watch: Watch): Promise<void> {
    const open = this.#open as Open;
    this.#change({ phase: 'warmup' });
    const warmupsMs: number[] = [];
    while (wantsMoreWarmups(this.#openingRule, open.progress)) {
      const { answered, counts } = await this.#answer(watch);
      if (!counts) continue;
      if (answered.runs.length === 0) throw new Problem('input', 'The model had nothing to run on this input.');
      warmupsMs.push(answered.inferenceMs / answered.runs.length);
      this.#spend({ warmups: open.progress.warmups + 1, sinceFirstMs: answered.totalMs });
    }
    // One batch for all openings: samples of different sizes would not compare.
    if (this.#made.length === 0) this.#batch = this.#batchOf(medianOrZero(warmupsMs));
  }

  /** Whole answers are a series of their own: what the visitor waits for, with the messages to and from the worker. */
  async #timeAnswers(watch: Watch): Promise<void> {
    const open = this.#open as Open;
    const samplesMs: number[] = [];
    let busyMs = 0;
    const enough = () =>
      samplesMs.length >= MOST_ANSWERS ||
      (samplesMs.length >= 4 && busyMs >= ANSWERS_MS) ||
      // A slow cell's time is better spent on samples: its warm-ups were answers, too.
      (samplesMs.length >= 1 && 4 * busyMs > this.#openingRule.capMs - open.progress.sinceFirstMs);
    while (!enough()) {
      const { answered, counts } = await this.#answer(watch);
      if (!counts) continue;
      const wholeMs = answered.totalMs + answered.rpcMs;
      busyMs += wholeMs;
      samplesMs.push(wholeMs);
      for (const part of ['preMs', 'postMs', 'rpcMs'] as const) this.#beside[part].push(answered[part]);
    }
    const positive = samplesMs.filter((ms) => ms > 0);
    if (positive.length > 0)
      this.#answers.push({ opening: this.#made.length, visit: this.#answers.length, samplesMs: positive });
    this.#spend({ sinceFirstMs: busyMs });
    this.#change({ phase: 'steady' });
  }

  /** @param shortestMs of the runs in one answer: each is clocked by itself, so the shortest has to fill the ticks */
  #batchOf(shortestMs: number): number {
    return batchFor(shortestMs, this.#first.opened?.timerResolutionMs ?? 1, this.#rule.minMs);
  }

  /**
   * One visit: an untimed lead-in, since the cell before it had the caches, then a slice of samples. Where the scenario allows no
   * pause, it lasts until the cell has enough, and `between` is awaited every minute.
   */
  async visit(watch: Watch, between: () => Promise<void>): Promise<void> {
    try {
      await this.#pause(watch);
      let restedAt = performance.now();
      let isFirst = true;
      do {
        await this.#pause(watch);
        await this.#takeSamples(watch.hidden(), isFirst);
        isFirst = false;
        if (performance.now() - restedAt < 60_000) continue;
        await between();
        restedAt = performance.now();
      } while (this.#rule.sliceMs === Infinity && this.wantsVisit);
    } catch (error) {
      this.#end(error);
    }
  }

  /** Samples taken while the tab was hidden are thrown away: browsers throttle hidden tabs. */
  async #takeSamples(wasHidden: () => boolean, isFirst: boolean): Promise<void> {
    const { proven, progress } = this.#open as Open;
    const leadIn = isFirst ? 1 : 0;
    const lastMs = (this.#latest.at(-1) ?? this.#first.answered?.inferenceMs ?? 0) * this.#batch;
    const leftMs = this.#openingRule.capMs - progress.sinceFirstMs;
    const sliceMs = Math.min(this.#rule.sliceMs, LONGEST_CALL_MS);
    const count = lastMs > 0 ? samplesPerVisit(lastMs, sliceMs, leftMs) : 1;
    const { samplesMs, stagesMs } = await proven.session.sample(count, this.#batch, leadIn);
    if (wasHidden()) {
      this.#paused = true;
      return;
    }
    const shortestMs = Math.min(...Object.values(stagesMs).map(medianOrZero));
    const batch = this.#visits.length === 0 ? this.#batchOf(shortestMs) : this.#batch;
    if (batch > this.#batch) {
      // Warm-ups are slower than what follows: the first slice shows how many inferences fill the clock's ticks.
      this.#batch = batch;
      return;
    }
    this.#visits.push({ opening: this.#made.length, visit: this.#visits.length, samplesMs: [...samplesMs] });
    for (const [model, times] of Object.entries(stagesMs)) (this.#stagesMs[model] ??= []).push(...times);
    const steadyMs = samplesMs.reduce((sum, ms) => sum + ms, 0) * this.#batch;
    this.#spend({
      inferences: progress.inferences + samplesMs.length * this.#batch,
      steadyMs: progress.steadyMs + steadyMs,
      sinceFirstMs: steadyMs,
    });
    this.#latest = [...this.#latest, ...samplesMs].slice(-LATEST);
    const n = (this.#live.soFar?.n ?? 0) + samplesMs.length;
    this.#change({ soFar: { n, medianMs: median(sorted(this.#latest)) } });
  }

  /** Ends the opening that is on. With the last one the answer is checked again, and the cell is final. */
  async close(): Promise<void> {
    const open = this.#open;
    if (!open || this.result) return;
    try {
      this.#made.push(open.progress);
      this.#open = undefined;
      this.#capped ||= isCapped(this.#openingRule, open.progress);
      const isLast = !this.wantsOpening;
      if (isLast) {
        const { session } = open.proven;
        this.#testimony = await this.#testify(session);
        this.#agreementAfter = await session.check();
      }
      open.proven.session.close();
      if (!isLast) return;
      // Summing up takes many milliseconds, and so does drawing the result: each in a task of its own.
      await nextTask();
      this.#capped ||= !this.#wrong && this.#made.length < this.#rule.openings;
      this.#change({ phase: 'done', result: cellResult(this.#facts) });
    } catch (error) {
      open.proven.session.close();
      this.#end(error);
    }
  }

  async #testify(session: Session): Promise<Testimony | undefined> {
    const { model, outputs } = await session.inputOutputs();
    const tolerance = this.#chain.find(({ card }) => card.id === model)?.card.tolerance;
    return tolerance && { target: this.plan.target.id, outputs, tolerance };
  }

  /** What it said of the input that was measured; absent where it did not come to an end. */
  get testimony(): Testimony | undefined {
    return this.result?.status === 'completed' ? this.#testimony : undefined;
  }

  /** Adds to the final result how its outputs on the input compare with another cell's. */
  compareWith(witness: Testimony): void {
    const { result } = this;
    if (!result || !this.testimony) return;
    this.#change({ result: { ...result, inputAgreement: compareTestimonies(this.testimony, witness) } });
  }

  /** Between two cells that are measured one after another. */
  rest(): void {
    if (!this.result) this.#change({ phase: 'rest' });
  }

  #flags(): Flag[] {
    return [
      ...(this.#capped ? (['capped'] as const) : []),
      ...(this.#paused ? (['paused'] as const) : []),
      ...(this.#first.opened?.actual.softwareAdapter ? (['software-gpu'] as const) : []),
      ...(this.#context.crossOriginIsolated ? [] : (['not-isolated'] as const)),
      ...(this.#first.opened?.mainThread ? (['main-thread'] as const) : []),
    ];
  }

  get #facts(): CellFacts {
    const { preMs, postMs, rpcMs } = this.#beside;
    const { opened, tried, answered, phases, agreement } = this.#first;
    const beside = preMs.length > 0 && {
      preMs: medianOrZero(preMs),
      postMs: medianOrZero(postMs),
      rpcMs: medianOrZero(rpcMs),
    };
    return {
      plan: this.plan,
      chain: this.#chain,
      opened,
      tried,
      answered,
      phases: { ...phases, ...beside, seenBefore: this.#context.seenBefore },
      openings: this.#openings,
      agreement,
      agreementAfter: this.#agreementAfter,
      visits: this.#visits,
      answers: this.#answers,
      stagesMs: this.#stagesMs,
      batch: this.#batch,
      flags: this.#flags(),
    };
  }

  /** The cell as it stands, for a checkpoint: `aborted`, with what was measured, while it is not final. */
  snapshot(): Cell {
    const stopped = new Problem('stopped', 'The page was closed or the run stopped before this was finished.');
    return this.result ?? cellResult(this.#facts, stopped);
  }

  /** Ends the cell where it stands; what was measured is kept. */
  #end(error: unknown): void {
    this.#open?.proven.session.close();
    this.#open = undefined;
    if (this.result) return;
    const { signal } = this.#context;
    const problem = signal.aborted
      ? new Problem('stopped', 'Stopped before it was finished.')
      : toProblem(error, 'measuring');
    this.#change({ phase: 'done', download: undefined, result: cellResult(this.#facts, problem) });
  }

  /** Ends a cell that was never finished, a stopped run's. */
  abandon(): void {
    this.#end(new Problem('stopped', 'Stopped before it was finished.'));
  }
}
