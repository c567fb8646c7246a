import { cellKey } from '../domain/cellKey';
import { Problem } from '../domain/problem';
import { toProblem } from '../domain/toProblem';
import { leastBytes, outlinesOf } from '../models/outline';
import { toleranceOf } from '../models/tolerance';
import { accordOf } from '../record/cellAgreement';
import type { Cell, Flag } from '../record/record';
import { chainOn } from '../runtimes/chain';
import { openProven, type OpeningFacts, type OpeningStep, type Proven } from '../sessions/prove';
import type { Session } from '../sessions/session';
import type { CellPlan } from './cellPlan';
import { cellResult, medianOrZero, type CellFacts } from './cellResult';
import type { ScenarioRule } from './scenario';
import { isCapped, openingRule, wantsOpening, type OpeningRule, type Progress } from './progress';
import type { LiveCell } from './liveCell';
import { ENOUGH } from './enough';
import { metricsOf } from './metrics';
import { nextTask } from './nextTask';
import { OpeningRun } from './opening';
import { CellSeries, type Beside } from './series';
import type { Watch } from './visibility';
import { compareTestimonies, type Testimony } from './witness';

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
  #open?: OpeningRun;
  readonly #made: Progress[] = [];
  readonly #openings: NonNullable<Cell['openings']> = [];
  #wrong = false;
  #agreementAfter?: CellFacts['agreement'];
  #testimony?: Testimony;
  readonly #series = new CellSeries();
  #capped = false;
  #endedEarly = false;

  constructor(
    readonly plan: CellPlan,
    context: CellContext,
  ) {
    const { model, precision, target, workload, twin } = plan;
    this.key = cellKey({ model, artefact: precision, target: target.id, workload, twin });
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
    return !this.result && this.#open !== undefined && !this.#open.isDone;
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
      const { model, precision, target, workload, input } = this.plan;
      signal.throwIfAborted();
      this.#chain = await chainOn(model, target, precision);
      this.#change({ opening: { number: this.#made.length + 1, of: this.#rule.openings } });
      let wasHidden = () => false;
      const proven = await openProven({
        chain: this.#chain,
        workload,
        // The build that did in the first opening is the one that is measured.
        target: { ...target, build: this.#first.opened?.actual.build ?? target.build },
        base,
        signal,
        provenBuild,
        placed: this.#made.length > 0,
        answerFirst: input.input,
        beforeFirst: async () => {
          if (await watch.pause()) this.#series.paused = true;
          wasHidden = watch.hidden();
        },
        onStep: (step, facts) => this.#follow(step, facts),
      });
      // There is only one first time: it can't be repeated, only marked.
      if (wasHidden()) this.#series.paused = true;
      const open = this.#opened(proven, watch);
      this.#change({ phase: 'warmup' });
      await open.warmUp();
      await open.timeAnswers();
      this.#change({ phase: 'steady' });
    } catch (error) {
      this.#end(error);
    }
  }

  #opened(proven: Proven, watch: Watch): OpeningRun {
    const { runtimeMs, createMs, firstMs } = proven.phases;
    this.#openings.push({ runtimeMs, createMs, firstMs });
    if (this.#made.length === 0) this.#first = proven;
    if (proven.wrong) this.#wrong = true;
    const { sliceMs, minMs } = this.#rule;
    const { input } = this.plan;
    const plan = { rule: this.#openingRule, steadyMs: minMs, sliceMs, input, number: this.#made.length };
    return (this.#open = new OpeningRun(proven, plan, this.#series, watch));
  }

  /** What the page sees of an opening; of later openings, that it goes on. */
  #follow(step: OpeningStep, facts: OpeningFacts): void {
    if (this.#made.length > 0) return;
    this.#first = facts;
    const { answered, opened, agreement } = facts;
    switch (step.phase) {
      case 'another':
        this.#change({ answer: undefined, firstMs: undefined, accord: undefined, download: undefined });
        break;
      case 'first':
        this.#change({ phase: 'first', download: undefined, kept: opened?.kept && this.#live.kept !== false });
        break;
      case 'check':
        this.#change({ phase: 'check', answer: answered?.answer, firstMs: facts.phases.firstMs });
        break;
      case 'checked':
        this.#change({ accord: accordOf(agreement) });
        break;
      default:
        this.#change({ phase: step.phase, download: step.received > 0 ? step : undefined });
    }
  }

  /** One visit of the opening that is on. @param between what waits for a moment in which no sample is taken */
  async visit(between: () => Promise<void>): Promise<void> {
    try {
      await this.#open?.visit(between, () => this.#change({ soFar: this.#series.soFar }));
    } catch (error) {
      this.#end(error);
    }
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
    const said = await session.inputOutputs();
    const link = said && this.#chain.find(({ card }) => card.id === said.model);
    if (!said || !link) return undefined;
    return { target: this.plan.target.id, outputs: said.outputs, tolerance: toleranceOf(link.card, link.artefact) };
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
      ...(this.#endedEarly ? (['ended-early'] as const) : []),
      ...(this.#series.paused ? (['paused'] as const) : []),
      ...(this.#first.opened?.actual.softwareAdapter ? (['software-gpu'] as const) : []),
      ...(this.#context.crossOriginIsolated ? [] : (['not-isolated'] as const)),
      ...(this.#first.opened?.mainThread ? (['main-thread'] as const) : []),
    ];
  }

  get #facts(): CellFacts {
    const { visits, answers, beside, stagesMs, batch, metrics, positions } = this.#series;
    const { opened, tried, answered, phases, agreement } = this.#first;
    const middle = (part: keyof Beside) => medianOrZero(beside.map((one) => one[part]));
    const besideMs = beside.length > 0 && {
      preMs: middle('preMs'),
      postMs: middle('postMs'),
      rpcMs: middle('rpcMs'),
    };
    return {
      plan: this.plan,
      chain: this.#chain,
      opened,
      tried,
      answered,
      phases: { ...phases, ...besideMs, seenBefore: this.#context.seenBefore },
      openings: this.#openings,
      agreement,
      agreementAfter: this.#agreementAfter,
      visits,
      answers,
      stagesMs,
      metrics: metricsOf(this.plan.workload, metrics, visits, positions),
      batch,
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
    this.#endedEarly = signal.aborted && signal.reason === ENOUGH && this.#series.visits.length > 0;
    const stopped = new Problem('stopped', 'Stopped before it was finished.');
    const problem = this.#endedEarly ? undefined : signal.aborted ? stopped : toProblem(error, 'measuring');
    this.#change({ phase: 'done', download: undefined, result: cellResult(this.#facts, problem) });
  }

  /** Ends a cell that was never finished, a stopped run's. */
  abandon(): void {
    if (!this.result) this.#end(new Problem('stopped', 'Stopped before it was finished.'));
  }
}
