import { readLinkRate } from '../../measure/linkRate';
import { nextTask } from '../../measure/nextTask';
import { scenarioRules } from '../../measure/scenario';
import { outlinesOf } from '../../models/outline';
import type { LinkParams } from '../../results/params';
import type { CompletedCell, RunParams, Scenario } from '../../record/record';
import type { Problem } from '../../domain/problem';
import { allTargets, parseTarget } from '../../runtimes/target';
import { tasks, viewOf } from '../../tasks/registry';
import type { TaskMeta } from '../../tasks/types';
import { device } from '../device.svelte';
import { part } from '../../domain/part';
import { RunState } from '../runState.svelte';
import { fastestHere } from '../fastest';
import { whatIsHere } from '../seen';
import type { TaskResult } from '../picker/words';
import type { Sharable } from '../share/sharing';
import { FarSide } from './farSide.svelte';
import type * as Judged from './judged';
import { planOf } from './plan';
import { TaskState, type Reach } from './taskState.svelte';

const tasksWithModels = tasks.filter(({ model }) => outlinesOf(model).length > 0);

const judgedPart = () => import('./judged');

/** What the first press measures with: enough for a verdict within seconds, which says that it is a first impression. */
const FIRST_SCENARIO: Scenario = 'preview';

/** What the Try page shows: one task of several, each with its own input and results, and a far side that all share. */
export class TryState {
  readonly tasks = tasksWithModels;
  /** By the task's id; one that was never shown has none. */
  // eslint-disable-next-line svelte/prefer-svelte-reactivity -- looked up, never shown
  readonly #states = new Map<string, TaskState>();
  #current = $state.raw(this.stateOf(tasksWithModels[0] as TaskMeta));

  /** What every backend is measured by. */
  scenario = $state<Scenario>('quick');
  /** Ids of the targets that are to be tried. */
  targets = $state.raw<readonly string[]>(allTargets);
  #judged = $state.raw<typeof Judged>();
  #problem = $state.raw<Problem>();

  /** Undefined until the first run, which it is fetched with. */
  get judged() {
    return this.#judged;
  }

  /** The task that is shown. */
  get current() {
    return this.#current;
  }
  get task() {
    return this.#current.task;
  }
  get run() {
    return this.#current.run;
  }
  get completed() {
    return this.#current.completed;
  }
  get finished() {
    return this.#current.finished;
  }
  get fastest() {
    return this.#current.fastest;
  }
  get problem() {
    return this.#current.problem ?? this.#problem;
  }

  /** Targets of the choice, and what running them would take; undefined while nobody knows what the device offers. */
  readonly plan = $derived.by(() => {
    const { environment } = device;
    if (!environment) return undefined;
    return planOf({
      model: this.task.model,
      chain: this.#current.chain,
      targets: this.targets.flatMap((id) => parseTarget(id) ?? []),
      rule: scenarioRules[this.scenario],
      environment,
      here: whatIsHere(environment),
      bytesPerMs: readLinkRate(),
      proven: fastestHere(this.task.model, environment),
    });
  });

  /** The same object from its end on, so that nothing is simulated anew at every sample. */
  readonly #first = $derived(this.#current.completed[0]);
  readonly farSide = new FarSide(
    () => this.#judged,
    () => this.#first,
  );

  readonly #ranking = $derived.by(() => {
    const judged = this.#judged;
    const { completed, record } = this.#current;
    if (!judged || completed.length === 0) return undefined;
    return judged.rank(completed, { resolutionMs: record?.environment.timerResolutionMs ?? 0 });
  });

  #weighed = $state.raw<readonly CompletedCell[]>([]);
  readonly #isWeighed = $derived(this.#first !== undefined && this.#weighed.includes(this.#first));

  /** Here or there, once it was weighed. Apart from the ranking, which stays as the server moves. */
  readonly contest = $derived(this.#isWeighed && this.#ranking ? this.farSide.contest(this.#ranking) : undefined);

  /**
   * What the first verdict takes, in a task of its own: with what it is shown in, it would hold the page for twice as long as
   * anything else does. Asked in an effect, so that it hears of what it needs.
   */
  weigh(): void {
    const [first, ranking] = [this.#first, this.#ranking];
    if (!first || !ranking || !this.farSide.cloud || this.#isWeighed) return;
    void (async () => {
      await nextTask();
      if (first !== this.#first) return;
      this.farSide.contest(ranking);
      await nextTask();
      this.#weighed = [...this.#weighed, first];
    })();
  }

  #results = $state.raw<Readonly<Record<string, TaskResult>>>({});
  /** What each task came to at last, by its id: kept while others are shown. */
  get results() {
    return this.#results;
  }
  /** Keeps what the present task came to. */
  keepResult(result: TaskResult): void {
    this.#results = { ...this.#results, [this.task.id]: result };
  }

  /** Which target wins here, and why; once every cell is final. */
  readonly verdict = $derived.by(() => {
    const { finished, record, run } = this.#current;
    if (!record || run.running || finished.length === 0) return undefined;
    const { cells, runs } = run.pooled ?? { cells: finished, runs: 1 };
    const { environment, params } = record;
    return this.#judged?.verdict(cells, { environment, scenario: params.scenario, runs });
  });

  /** How much what is said of here or there can be leant on: of what there is, while a run goes on. */
  readonly sureness = $derived.by(() => {
    const { completed, record, run } = this.#current;
    if (!run.running || !record || completed.length === 0) return this.verdict?.sureness;
    const { environment, params } = record;
    return this.#judged?.verdict(completed, { environment, scenario: params.scenario, runs: 1 }).sureness;
  });

  /** How far the run of every backend is. */
  readonly progress = $derived.by(() => {
    const { run, reach } = this.#current;
    const { plan } = this;
    if (!run.running || reach !== 'every' || !plan) return undefined;
    const cells = run.cells.map((cell) => ({ cell, guess: plan.guess(cell.target) }));
    return this.#judged?.timeLeft(scenarioRules[this.scenario], cells, performance.now() - run.beganMs);
  });

  /** What is shared of the task that is shown; undefined while there is nothing. */
  readonly sharable = $derived.by((): (() => Sharable) | undefined => {
    const { run, record, finished, completed } = this.#current;
    if (!record || run.running || completed.length === 0) return undefined;
    const pooled = run.pooled ?? { cells: finished, runs: 1 };
    const far = () => ({ ...this.farSide.params, seed: this.farSide.seed });
    return () => ({ record, model: this.task.model, pooled, far: far() });
  });

  /** Whether the last run measured all that is ticked, by the scenario that is chosen. */
  readonly measuredAll = $derived.by(() => {
    const { run, reach, record } = this.#current;
    if (!record || run.status !== 'finished' || record.params.scenario !== this.scenario) return false;
    const measured = reach === 'every' ? record.params.targets : record.cells.map(({ target }) => target.id);
    return this.plan?.able.every(({ id }) => measured.includes(id)) ?? false;
  });

  /** What the next press goes for. */
  readonly next = $derived<Reach>(this.#current.completed.length > 0 ? 'every' : 'one');

  /** Adopts the parameters of a link. */
  adopt(params: Readonly<Partial<LinkParams>>): void {
    const model = params.models?.[0];
    const task = model ? tasksWithModels.find((candidate) => candidate.model === model) : undefined;
    if (task) this.pickTask(task.id);
    if (params.targets) this.targets = params.targets;
    if (params.scenario) this.scenario = params.scenario;
    if (params.seed !== undefined) this.farSide.seed = params.seed;
    if (params.far) this.farSide.adopt(params.far);
  }

  /** A task's own input and results, which are kept while others are shown. */
  stateOf(task: TaskMeta): TaskState {
    const known = this.#states.get(task.id);
    if (known) return known;
    const state = new TaskState(task);
    this.#states.set(task.id, state);
    return state;
  }

  /** Shows another task; the run of the one before is stopped, and what it finished is kept. */
  pickTask(id: string): void {
    const task = this.tasks.find((candidate) => candidate.id === id);
    const before = this.#current;
    if (!task || task === before.task) return;
    before.run.stop();
    const isNew = !this.#states.has(id);
    this.#problem = undefined;
    this.#current = this.stateOf(task);
    const { shown } = before.input;
    if (isNew && shown?.id === 'own' && task.input === before.task.input && task.input === 'picture') {
      this.#current.input.inherit(shown);
    }
  }

  /** A sample, where the task shows nothing yet. */
  async ensureInput(sample?: string): Promise<void> {
    const { input } = this.#current;
    if (sample !== undefined || (!input.shown && !input.loading)) await input.pickSample(sample);
  }

  #params(targets: readonly string[], scenario: Scenario): RunParams {
    return {
      models: [this.task.model],
      targets: [...targets],
      scenario,
      seed: this.farSide.seed,
      input: this.#current.input.shown?.id,
      far: this.farSide.params,
    };
  }

  async #loadJudged(): Promise<void> {
    try {
      this.#judged ??= await part(judgedPart);
    } catch (error) {
      this.run.stop();
      this.#problem = error as Problem;
    }
  }

  /** Whoever points at the button is about to press it: what the page itself takes to run is fetched. Never rejects. */
  async prepare(): Promise<void> {
    const { input, task } = this.#current;
    const parts = [part(judgedPart), RunState.prepare(), viewOf(task.id), input.shown?.ready()];
    // What fails now is tried again, and said, when a run is begun.
    await Promise.allSettled(parts);
  }

  /** @param all the targets that can't run here too, which then say why: what a link names is run */
  async start(reach: Reach = this.next, all = false): Promise<void> {
    const state = this.#current;
    if (state.task.input === 'texts' && !(await state.input.useTexts())) return;
    if (!state.input.shown || state !== this.#current) return;
    this.#problem = undefined;
    void this.#loadJudged();
    void this.farSide.load();
    const scenario = reach === 'one' ? FIRST_SCENARIO : this.scenario;
    const able = this.plan?.able.map(({ id }) => id) ?? [];
    const targets = all || able.length === 0 ? this.targets : able;
    await state.start(this.#params(targets, scenario), reach);
  }
}
