import { artefactOn } from '../models/fit';
import { chainOf } from '../models/registry';
import { artefactBytes, type Artefact, type ModelCard } from '../models/card';
import type { Agreement, Cell, Flag, Phases, Scenario } from '../results/record';
import { Problem, problemKinds, toProblem } from '../runtimes/problem';
import type { Target } from '../runtimes/target';
import type { Answer, TaskInput } from '../tasks/types';
import { isCapped, isDone, scenarioRules, wantsMoreWarmups, type Progress, type ScenarioRule } from './scenario';
import { samplesPerVisit } from './schedule';
import { Session } from './session';
import type { Answered, Opened } from './session.worker';
import { batchFor, median, sorted, summarise } from './statistics';

/** An input as a run uses it: what the model gets, and what of it the record may hold. */
export interface RunInput {
  /** Sample id, or `own`. */
  readonly id: string;
  readonly input: TaskInput;
  /** Size in words: "512 × 512", "7 sentences". */
  readonly detail: string;
  /** Bytes that would travel to a cloud: the file as it is, or the text as UTF-8. */
  readonly bytes: number;
}

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
  readonly onChange: (cell: LiveCell) => void;
}

/** A call to the worker reports back at least this often, so that the lane moves. */
const LONGEST_CALL_MS = 1000;

/** One (model, artefact, target, input) from opening its worker to its final result. */
export class CellRun {
  readonly key: string;
  readonly #context: CellContext;
  readonly #chain: { card: ModelCard; artefact: Artefact }[] = [];
  #live: LiveCell;
  #session?: Session;
  #opened?: Opened;
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

  #resolveArtefacts(): void {
    for (const card of chainOf(this.model)) this.#chain.push({ card, artefact: artefactOn(card, this.target) });
  }

  /** Opens the session, answers once (the first inference), checks the answer and warms up. Ends the cell on any problem. */
  async prepare(pauseWhileHidden: () => Promise<boolean>): Promise<void> {
    try {
      this.#resolveArtefacts();
      const { base, signal } = this.#context;
      signal.throwIfAborted();
      this.#session = new Session({ chain: this.#chain, target: this.target, base }, signal);
      this.#opened = await this.#session.open(({ phase, received, total, fromCache }) => {
        this.#change({ phase, download: total > 0 ? { received, total, fromCache } : undefined });
      });
      this.#phases = { ...this.#opened.phases };
      await pauseWhileHidden();
      this.#change({ phase: 'first', download: undefined });
      const first = await this.#session.answer(this.input.input);
      this.#answered = first;
      this.#phases.firstMs = first.inferenceMs;
      this.#change({ phase: 'check', answer: first.answer, firstMs: first.inferenceMs });
      this.#agreement = await this.#session.check();
      await this.#warmUp(pauseWhileHidden);
    } catch (error) {
      this.#end(error);
    }
  }

  /** Warm-ups go through the whole answer, so that pre- and post-processing are timed warm as well. */
  async #warmUp(pauseWhileHidden: () => Promise<boolean>): Promise<void> {
    const session = this.#session as Session;
    this.#change({ phase: 'warmup' });
    const overheads: { preMs: number; postMs: number; rpcMs: number }[] = [];
    while (wantsMoreWarmups(this.#rule, this.#progress)) {
      await pauseWhileHidden();
      const warm = await session.answer(this.input.input);
      this.#answered = warm;
      this.#warmupsMs.push(warm.inferenceMs);
      this.#busyMs += warm.totalMs;
      overheads.push(warm);
    }
    const middle = (key: 'preMs' | 'postMs' | 'rpcMs') => medianOrZero(overheads.map((overhead) => overhead[key]));
    if (overheads.length > 0)
      Object.assign(this.#phases, { preMs: middle('preMs'), postMs: middle('postMs'), rpcMs: middle('rpcMs') });
    const resolutionMs = this.#opened?.timerResolutionMs ?? 1;
    const perRun = Math.max(1, this.#answered?.runs.length ?? 1);
    const warmMs = medianOrZero(this.#warmupsMs);
    // Each run of a chain is clocked by itself, so the shortest of them has to fill the ticks.
    this.#batch = batchFor(warmMs / perRun, resolutionMs, this.#rule.minMs);
    if (this.#answered?.runs.length === 0) throw new Problem('input', 'The model had nothing to run on this input.');
    this.#change({ phase: 'steady' });
  }

  /** One visit: a slice of steady samples, or all of them where the scenario allows no pause. Ends the cell when it has enough. */
  async visit(pauseWhileHidden: () => Promise<boolean>, watchHidden: () => () => boolean): Promise<void> {
    try {
      do {
        if (await pauseWhileHidden()) this.#paused = true;
        await this.#takeSamples(watchHidden());
        if (isDone(this.#rule, this.#progress)) this.#end();
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
    this.#samplesMs.push(...samplesMs);
    for (const [model, times] of Object.entries(stagesMs)) (this.#stagesMs[model] ??= []).push(...times);
    this.#busyMs += samplesMs.reduce((sum, ms) => sum + ms, 0) * this.#batch;
    this.#change({ soFar: { n: this.#samplesMs.length, medianMs: median(sorted(this.#samplesMs)) } });
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

  /** Makes the final result from what there is; what was measured before a problem stays in it. */
  #end(error?: unknown): void {
    if (this.result) return;
    this.#session?.close();
    const stopped = this.#context.signal.aborted;
    let problem =
      error === undefined
        ? undefined
        : stopped
          ? new Problem('stopped', 'Stopped before it was finished.')
          : toProblem(error, 'measuring');
    let steady;
    try {
      steady =
        this.#samplesMs.length > 0
          ? summarise(this.#samplesMs, { batch: this.#batch, seed: this.#context.seed, flags: this.#flags() })
          : undefined;
    } catch (refused) {
      problem ??= toProblem(refused, 'summing up');
    }
    const last = this.#chain.at(-1);
    const weightBytes = this.#chain.reduce((sum, { card, artefact }) => sum + artefactBytes(card, artefact), 0);
    const failedCheck = Object.entries(this.#agreement ?? {}).find(([, { pass }]) => !pass);
    if (!problem && failedCheck) problem = wrongAnswer(failedCheck[1]);
    const base = {
      model: this.model,
      target: {
        id: this.target.id,
        runtime: this.target.runtime,
        backend: this.target.backend,
        threads: this.target.threads,
      },
      input: { id: this.input.id, kind: this.input.input.kind, detail: this.input.detail, bytes: this.input.bytes },
      artefact: last && { format: last.artefact.format, precision: last.artefact.precision, bytes: weightBytes },
      actual: this.#opened?.actual,
      phases: this.#phases,
      agreement: this.#agreement,
      answer: this.#answered?.answer as Cell['answer'],
      stages: this.#stages(),
    };
    let result: Cell;
    if (problem) {
      const kind = problemKinds[problem.code];
      const reason = problem.reason;
      result = kind === 'unsupported' ? { ...base, status: kind, reason } : { ...base, status: kind, reason, steady };
    } else if (steady) {
      const macs = this.#macs();
      const gflops = (2 * macs) / (steady.medianMs * 1e6);
      result = { ...base, status: 'completed', steady, work: { macs, weightBytes, gflops } };
    } else {
      const reason = new Problem('bad-sample', 'No inference could be timed. Run it again.').reason;
      result = { ...base, status: 'failed', reason };
    }
    this.#change({ phase: 'done', download: undefined, result });
  }

  #stages() {
    if (this.#samplesMs.length === 0) return undefined;
    const runs = this.#answered?.runs ?? [];
    return this.#chain.map(({ card }) => ({
      model: card.id,
      runs: runs.filter(({ model }) => model === card.id).length,
      medianMs: medianOrZero(this.#stagesMs[card.id] ?? []),
    }));
  }

  /** Multiply–accumulates of one answer; a run on another size than the card's counts in proportion to its input. */
  #macs(): number {
    const runs = this.#answered?.runs ?? [];
    return Math.round(
      runs.reduce((sum, { model, elements }) => {
        const macs = this.#chain.find(({ card }) => card.id === model)?.card.macs;
        if (!macs) return sum;
        const counted = macs.shape.reduce((product, side) => product * side, 1);
        return sum + macs.count * (elements / counted);
      }, 0),
    );
  }

  /** Ends a cell that has not been reached when the run is stopped. */
  abandon(): void {
    this.#end(new Problem('stopped', 'Stopped before it was reached.'));
  }
}

function wrongAnswer({ task, maxAbs, reference }: Agreement): Problem {
  const value = Number(task.value.toPrecision(3));
  return new Problem(
    'wrong-answer',
    `Its answer is wrong: ${task.measure} ${value} against the reference, where the limit is ${task.limit}. Its time does not count.`,
    `largest absolute error ${maxAbs}; reference: ${reference}`,
  );
}

/** Overheads may be 0 on a coarse clock, where `sorted` refuses a sample that cannot be. */
function medianOrZero(valuesMs: readonly number[]): number {
  const positive = valuesMs.filter((ms) => ms > 0);
  return positive.length > valuesMs.length / 2 ? median(sorted(positive)) : 0;
}
