import { chainOn } from '../runtimes/chain';
import type { Artefact, ModelCard } from '../models/card';
import type { Agreement, Cell, Flag, Phases, Scenario, TriedBuild } from '../record/record';
import { Problem, toProblem } from '../domain/problem';
import { buildsToTry, type Target } from '../runtimes/target';
import type { RunInput } from '../input/runInput';
import type { Answer } from '../tasks/types';
import { faultsOfBuild, worstOf, wrongAnswer } from '../sessions/proof';
import { cellResult, medianOrZero, type CellFacts } from './cellResult';
import { nextTask } from './nextTask';
import { isCapped, isDone, scenarioRules, wantsMoreWarmups, type Progress, type ScenarioRule } from './scenario';
import { samplesPerVisit } from './schedule';
import { Session } from '../sessions/session';
import type { Opened } from '../sessions/types';
import type { Answered } from '../workloads/inference/answer';
import { median, sorted } from '../statistics/samples';
import { batchFor } from './statistics';

export type CellPhase =
  'waiting' | 'runtime' | 'download' | 'create' | 'first' | 'check' | 'warmup' | 'steady' | 'done';

/** A cell while it is measured, for the page: plain data, replaced as a whole at each change. */
export interface LiveCell {
  readonly key: string;
  readonly model: string;
  readonly target: Target;
  readonly phase: CellPhase;
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
  readonly scenario: Scenario;
  readonly seed: number;
  readonly base: string;
  readonly signal: AbortSignal;
  readonly crossOriginIsolated: boolean;
  /** Build of the runtime that did best for the model in this browser before. */
  readonly provenBuild?: string;
  readonly onChange: (cell: LiveCell) => void;
}

/** Samples behind the figure that a lane shows while it is measured: sorting all of a long run at each visit would hold the page. */
const LATEST = 501;

/** A call to the worker reports back at least this often, so that the lane moves. */
const LONGEST_CALL_MS = 1000;

/** Answers of quick cells that are timed as a whole, so that pre- and post-processing are timed in code that is compiled. */
const OVERHEADS = 20;
const OVERHEADS_MS = 600;
const wantsMoreOverheads = (count: number, busyMs: number) => count < OVERHEADS && busyMs < OVERHEADS_MS;

/** One (model, artefact, target, input) from opening its worker to its final result. */
export class CellRun {
  readonly key: string;
  readonly #context: CellContext;
  readonly #chain: { card: ModelCard; artefact: Artefact }[] = [];
  #live: LiveCell;
  #session?: Session;
  #opened?: Opened;
  readonly #tried: TriedBuild[] = [];
  /** The weights' way here, where a build before this one had them from the network. */
  #fetched: Pick<Phases, 'downloadMs' | 'downloadBytes' | 'fromCache'> = {};
  #answered?: Answered;
  #phases: Phases = {};
  #agreement?: Record<string, Agreement>;
  #warmupsMs: number[] = [];
  #samplesMs: number[] = [];
  #stagesMs: Record<string, number[]> = {};
  #batch = 1;
  /** Time spent in warm-ups and samples: what the scenario's cap counts. */
  #busyMs = 0;
  #paused = false;

  constructor(
    readonly model: string,
    readonly target: Target,
    readonly input: RunInput,
    context: CellContext,
  ) {
    this.key = `${model}|${target.id}`;
    this.#context = context;
    this.#live = { key: this.key, model, target, phase: 'waiting' };
    context.onChange(this.#live);
  }

  get result(): Cell | undefined {
    return this.#live.result;
  }

  #change(change: Partial<LiveCell>): void {
    this.#live = { ...this.#live, ...change };
    this.#context.onChange(this.#live);
  }

  async #resolveArtefacts(): Promise<void> {
    this.#chain.push(...(await chainOn(this.model, this.target)));
  }

  /**
   * Opens the session, answers once (the first inference), checks the answer and warms up. Where the runtime has several
   * builds for the backend, the first whose answer agrees is kept. Ends the cell on any problem.
   */
  async prepare(pauseWhileHidden: () => Promise<boolean>, watchHidden: () => () => boolean): Promise<void> {
    try {
      await this.#resolveArtefacts();
      const builds = buildsToTry(this.target, this.#context.provenBuild);
      for (const [index, build] of builds.entries()) {
        if (await this.#proves(build, index === builds.length - 1, pauseWhileHidden, watchHidden)) break;
      }
      await this.#warmUp(pauseWhileHidden, watchHidden);
    } catch (error) {
      this.#end(error);
    }
  }

  /**
   * @returns false where another build is to be tried
   * @throws what is no fault of the build, and any problem of the last one
   */
  async #proves(
    build: string | undefined,
    isLast: boolean,
    pauseWhileHidden: () => Promise<boolean>,
    watchHidden: () => () => boolean,
  ): Promise<boolean> {
    try {
      await this.#open(build, pauseWhileHidden, watchHidden);
      const wrong = isLast ? undefined : wrongAnswer(this.#facts);
      if (wrong) throw wrong;
      return true;
    } catch (error) {
      const problem = toProblem(error, 'measuring');
      const isBuilds = build !== undefined && faultsOfBuild.has(problem.code) && !this.#context.signal.aborted;
      if (isBuilds && !isLast) {
        this.#tried.push({ build, reason: problem.reason });
        this.#forget();
        return false;
      }
      throw (isBuilds && worstOf(this.#tried, problem)) || error;
    }
  }

  /** What a build that did not do has left: none of it is true of the next. */
  #forget(): void {
    this.#session?.close();
    const { downloadMs, downloadBytes, fromCache } = this.#phases;
    // The next build finds the weights in the cache, where this one has just put them.
    if (fromCache === false) this.#fetched = { downloadMs, downloadBytes, fromCache };
    this.#phases = { ...this.#fetched };
    this.#opened = undefined;
    this.#answered = undefined;
    this.#agreement = undefined;
    this.#change({ answer: undefined, firstMs: undefined, agrees: undefined, download: undefined });
  }

  async #open(
    build: string | undefined,
    pauseWhileHidden: () => Promise<boolean>,
    watchHidden: () => () => boolean,
  ): Promise<void> {
    const { base, signal } = this.#context;
    signal.throwIfAborted();
    const session = new Session(
      { chain: this.#chain, target: { ...this.target, build }, base, workload: 'inference' },
      signal,
    );
    this.#session = session;
    this.#opened = await session.open(({ phase, received, total, fromCache }) => {
      this.#change({ phase, download: received > 0 ? { received, total, fromCache } : undefined });
    });
    this.#phases = { ...this.#opened.phases, ...this.#fetched };
    if (await pauseWhileHidden()) this.#paused = true;
    this.#change({ phase: 'first', download: undefined, kept: this.#opened.kept && this.#live.kept !== false });
    const wasHidden = watchHidden();
    const first = await session.answer(this.input.input).catch(async (error: unknown) => {
      // Post-processing trips over what a broken network says, and the input is not to blame for that.
      if (toProblem(error, 'answering').code === 'input') await this.#check(session);
      const wrong = wrongAnswer(this.#facts);
      throw wrong ?? error;
    });
    // There is only one first time: it can't be repeated, only marked.
    if (wasHidden()) this.#paused = true;
    this.#answered = first;
    this.#phases.firstMs = first.inferenceMs;
    this.#change({ phase: 'check', answer: first.answer, firstMs: first.inferenceMs });
    await this.#check(session);
  }

  async #check(session: Session): Promise<void> {
    this.#agreement = await session.check();
    this.#change({ agrees: Object.values(this.#agreement).every(({ pass }) => pass) });
  }

  /** Warm-ups go through the whole answer, so that pre- and post-processing are timed warm as well. */
  async #warmUp(pauseWhileHidden: () => Promise<boolean>, watchHidden: () => () => boolean): Promise<void> {
    const session = this.#session as Session;
    this.#change({ phase: 'warmup' });
    const overheads: { preMs: number; postMs: number; rpcMs: number }[] = [];
    while (wantsMoreWarmups(this.#rule, this.#progress) || wantsMoreOverheads(overheads.length, this.#busyMs)) {
      if (await pauseWhileHidden()) this.#paused = true;
      const wasHidden = watchHidden();
      const warm = await session.answer(this.input.input);
      if (wasHidden()) {
        this.#paused = true;
        continue;
      }
      this.#answered = warm;
      this.#warmupsMs.push(warm.inferenceMs);
      this.#busyMs += warm.totalMs;
      overheads.push(warm);
    }
    if (this.#answered?.runs.length === 0) throw new Problem('input', 'The model had nothing to run on this input.');
    // The later half: engines compile what is hot in the first answers.
    const warm = overheads.slice(overheads.length >> 1);
    const middle = (key: 'preMs' | 'postMs' | 'rpcMs') => medianOrZero(warm.map((overhead) => overhead[key]));
    Object.assign(this.#phases, { preMs: middle('preMs'), postMs: middle('postMs'), rpcMs: middle('rpcMs') });
    this.#batch = this.#batchOf(medianOrZero(this.#warmupsMs) / Math.max(1, this.#answered?.runs.length ?? 1));
    this.#change({ phase: 'steady' });
  }

  /** @param shortestMs of the runs in one answer: each is clocked by itself, so the shortest has to fill the ticks */
  #batchOf(shortestMs: number): number {
    return batchFor(shortestMs, this.#opened?.timerResolutionMs ?? 1, this.#rule.minMs);
  }

  /** One visit: a slice of steady samples, or all of them where the scenario allows no pause. Ends the cell when it has enough. */
  async visit(pauseWhileHidden: () => Promise<boolean>, watchHidden: () => () => boolean): Promise<void> {
    try {
      do {
        if (await pauseWhileHidden()) this.#paused = true;
        await this.#takeSamples(watchHidden());
        if (isDone(this.#rule, this.#progress)) await this.#complete();
      } while (this.#rule.sliceMs === Infinity && !this.result);
    } catch (error) {
      this.#end(error);
    }
  }

  /** Samples taken while the tab was hidden are thrown away: browsers throttle hidden tabs. */
  async #takeSamples(wasHidden: () => boolean): Promise<void> {
    const lastMs = (this.#samplesMs.at(-1) ?? this.#warmupsMs.at(-1) ?? 0) * this.#batch;
    const count = lastMs > 0 ? samplesPerVisit(lastMs, Math.min(this.#rule.sliceMs, LONGEST_CALL_MS)) : 1;
    const { samplesMs, stagesMs } = await (this.#session as Session).sample(count, this.#batch);
    if (wasHidden()) {
      this.#paused = true;
      return;
    }
    const shortestMs = Math.min(...Object.values(stagesMs).map(medianOrZero));
    const batch = this.#samplesMs.length === 0 ? this.#batchOf(shortestMs) : this.#batch;
    if (batch > this.#batch) {
      // Warm-ups are slower than what follows: the first slice shows how many inferences fill the clock's ticks.
      this.#batch = batch;
      return;
    }
    this.#samplesMs.push(...samplesMs);
    for (const [model, times] of Object.entries(stagesMs)) (this.#stagesMs[model] ??= []).push(...times);
    this.#busyMs += samplesMs.reduce((sum, ms) => sum + ms, 0) * this.#batch;
    const latest = this.#samplesMs.slice(-LATEST);
    this.#change({ soFar: { n: this.#samplesMs.length, medianMs: median(sorted(latest)) } });
  }

  get #rule(): ScenarioRule {
    return scenarioRules[this.#context.scenario];
  }

  get #progress(): Progress {
    return {
      warmups: this.#warmupsMs.length,
      inferences: this.#samplesMs.length * this.#batch,
      steadyMs: this.#samplesMs.reduce((sum, ms) => sum + ms, 0) * this.#batch,
      sinceFirstMs: this.#busyMs,
    };
  }

  #flags(): Flag[] {
    return [
      ...(isCapped(this.#rule, this.#progress) ? (['capped'] as const) : []),
      ...(this.#paused ? (['paused'] as const) : []),
      ...(this.#opened?.actual.softwareAdapter ? (['software-gpu'] as const) : []),
      ...(this.#context.crossOriginIsolated ? [] : (['not-isolated'] as const)),
    ];
  }

  get #facts(): CellFacts {
    return {
      model: this.model,
      target: this.target,
      input: this.input,
      chain: this.#chain,
      opened: this.#opened,
      tried: this.#tried,
      answered: this.#answered,
      phases: this.#phases,
      agreement: this.#agreement,
      samplesMs: this.#samplesMs,
      stagesMs: this.#stagesMs,
      batch: this.#batch,
      seed: this.#context.seed,
      flags: this.#flags(),
    };
  }

  /** Makes the final result from what there is; what was measured before a problem stays in it. */
  #end(error?: unknown): void {
    if (this.result) return;
    const stopped = this.#context.signal.aborted;
    const problem =
      error === undefined
        ? undefined
        : stopped
          ? new Problem('stopped', 'Stopped before it was finished.')
          : toProblem(error, 'measuring');
    this.#finish(cellResult(this.#facts, problem));
  }

  /** Sums up and shows a cell that has all it needs, each in a task of its own: both take many milliseconds. */
  async #complete(): Promise<void> {
    await nextTask();
    const result = cellResult(this.#facts);
    await nextTask();
    if (!this.result) this.#finish(result);
  }

  #finish(result: Cell): void {
    this.#session?.close();
    this.#change({ phase: 'done', download: undefined, result });
  }

  /** False for a cell that has not had its turn yet. */
  get begun(): boolean {
    return this.#live.phase !== 'waiting';
  }

  /** What the cell would be if the page were closed now; the final result where there is one. */
  snapshot(): Cell {
    return (
      this.result ?? cellResult(this.#facts, new Problem('stopped', 'The page was closed before it was finished.'))
    );
  }

  /** Ends a cell that has not been reached when the run is stopped. */
  abandon(): void {
    this.#end(new Problem('stopped', 'Stopped before it was reached.'));
  }
}
