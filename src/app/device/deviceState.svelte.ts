import { Problem } from '../../domain/problem';
import { readLinkRate } from '../../measure/linkRate';
import { probeId, type ProbeOutcome, type ProbeSpec } from '../../measure/probes/types';
import type { Environment, RunRecord } from '../../record/record';
import { targetTitle } from '../../runtimes/target';
import { outlinesOf } from '../../models/outline';
import { tasks } from '../../tasks/registry';
import { device } from '../device.svelte';
import { RunState, runStore, waitWords } from '../runState.svelte';
import { bytesToCome } from '../seen';
import { Cloud } from './far';
import { readOffers, type Offers } from './offers/read';
import { isLight, planOf, probesOf, type Plan, type PlanFacts } from './plan';
import { firstAnswerMs, memoryOf, speedsOf } from './figures';
import { loadLadder, type Rung } from './ladder';
import { makeProbes } from './probing';
import { readProbes, writeProbes, type Probes } from './probeStore';
import { taskResults } from './results';
import { ownRuns } from './stored';
import { heaviest, warmthOf } from './warmth';
import { probeNames, type Doing } from './words';

const factsOf = (environment: Environment): PlanFacts => ({ environment, bytesToCome, bytesPerMs: readLinkRate() });

const doingOf = (spec: ProbeSpec): Doing => ({
  ...probeNames[spec.kind],
  ...('target' in spec && { where: targetTitle(spec.target) }),
});

const now = () => new Date().toISOString();

/** Guessed for a step until some have been made, ms. */
const GUESSED_STEP_MS = 4000;

const measured = tasks.filter(({ model }) => outlinesOf(model).length > 0);
const models: ReadonlySet<string> = new Set(measured.map(({ model }) => model));

/** What the page of this device shows: what is stored of it, what it offers, and a measurement that goes on. */
export class DeviceState {
  readonly tasks = measured;
  readonly run = new RunState();

  /** Undefined until stored runs have been read. */
  #stored = $state.raw<readonly RunRecord[]>();
  #probes = $state.raw<Probes>({});
  #offers = $state.raw<Offers>();
  #cloud = $state.raw<Cloud>();
  #rungs = $state.raw<readonly Rung[]>([]);
  #plan = $state.raw<Plan>();
  #busy = $state<'measuring' | 'warming'>();
  #problem = $state.raw<Problem>();
  #notKept = $state<string>();
  #stoppedEarly = $state(false);
  #doneSteps = $state(0);
  #probing = $state.raw<Doing>();
  #wait = $state<string>();
  #failures = $state.raw<readonly string[]>([]);
  #controller = new AbortController();
  #startedMs = 0;

  get loaded() {
    return this.#stored !== undefined;
  }
  get offers() {
    return this.#offers;
  }
  get cloud() {
    return this.#cloud;
  }
  get rungs() {
    return this.#rungs;
  }
  get busy() {
    return this.#busy;
  }
  get problem() {
    return this.#problem;
  }
  /** Why the browser keeps nothing of this, in a sentence. */
  get notKept() {
    return this.#notKept;
  }
  /** Whether the last press was stopped before it came to anything. */
  get stoppedEarly() {
    return this.#stoppedEarly;
  }
  /** One sentence for each measurement of the last press that gave no figure. */
  get failures() {
    return this.#failures;
  }

  /** Newest first, the run that is on among them. */
  readonly records = $derived.by((): readonly RunRecord[] => {
    const stored = this.#stored ?? [];
    const now = this.run.record;
    return now ? [now, ...stored.filter(({ id }) => id !== now.id)] : stored;
  });

  readonly results = $derived(taskResults(this.tasks, this.records));

  readonly speeds = $derived(speedsOf(this.#probes));
  readonly memory = $derived(memoryOf(this.#probes));
  readonly firstAnswerMs = $derived(firstAnswerMs(this.results));
  readonly warmth = $derived(warmthOf(this.records));
  /** What ten minutes without a pause would be made of. */
  readonly heaviest = $derived(heaviest(this.results));

  /** Minutes of a run without a pause so far, while one goes on. */
  readonly warmMinutes = $derived.by(() => {
    if (this.#busy !== 'warming') return undefined;
    const { n, medianMs } = this.run.cells[0]?.soFar ?? { n: 0, medianMs: 0 };
    return Math.floor((n * medianMs) / 60_000);
  });

  /** Tasks that nothing was measured of. */
  readonly left = $derived(this.tasks.filter((task) => !this.results.some((result) => result.task === task)));

  /** What measuring what is left would do, and which tasks: the small ones first, the large ones when they are all that is left. */
  readonly next = $derived.by(() => {
    const { environment } = device;
    if (!environment || !this.loaded || this.#busy) return undefined;
    const facts = factsOf(environment);
    const light = this.left.filter((task) => isLight(task, facts));
    const wanted = light.length > 0 ? light : this.left;
    const probes = probesOf(facts).filter((spec) => !this.#probes[probeId(spec)]?.ok);
    return { tasks: wanted, plan: planOf(wanted, probes, facts) };
  });

  readonly doing = $derived.by((): Doing | undefined => {
    if (this.#busy !== 'measuring') return undefined;
    if (this.#probing) return this.#probing;
    const cell = this.run.cells.find(({ phase }) => phase !== 'waiting' && phase !== 'done');
    const task = this.tasks.find(({ model }) => model === cell?.model);
    return cell && task && { what: task.verb, where: targetTitle(cell.target.id) };
  });

  readonly waits = $derived(this.#wait ?? (this.run.wait && waitWords[this.run.wait]));

  readonly progress = $derived.by(() => {
    const steps = this.#plan?.steps ?? 0;
    const done = Math.min(steps, this.#doneSteps + (this.run.running ? this.#finalCells() : 0));
    const eachMs = done > 0 ? (performance.now() - this.#startedMs) / done : GUESSED_STEP_MS;
    return { done, steps, leftMs: eachMs * (steps - done) };
  });

  #finalCells(): number {
    return this.run.cells.filter(({ result }) => result).length;
  }

  /** Reads what is stored and what the browser offers; never rejects. */
  async load(environment: Environment): Promise<void> {
    const probes = readProbes(environment);
    this.#probes = probes?.probes ?? {};
    void this.#readOffers(environment);
    // Without them, the device stands alone.
    void loadLadder().then(
      (rungs) => (this.#rungs = rungs),
      () => undefined,
    );
    void Cloud.load().then(
      (cloud) => (this.#cloud = cloud),
      () => undefined,
    );
    await this.#readStored(environment);
  }

  async #readOffers(environment: Environment): Promise<void> {
    this.#offers = await readOffers(environment);
  }

  async #readStored(environment: Environment): Promise<void> {
    try {
      const store = await runStore();
      this.#stored = await ownRuns(store, environment, models);
      this.#notKept = store.problem?.message;
    } catch (error) {
      this.#stored = [];
      this.#problem = error as Problem;
    }
  }

  /**
   * Measures what is left, or what has been measured again; ends with {@link enough}.
   * @param again everything that there is a figure of
   */
  async measure(again = false): Promise<void> {
    const { environment } = device;
    if (!environment || !this.next) return;
    const facts = factsOf(environment);
    const measured = this.results.map(({ task }) => task);
    const plan = again ? planOf(measured, probesOf(facts), facts) : this.next.plan;
    const { signal } = (this.#controller = new AbortController());
    this.#busy = 'measuring';
    this.#plan = plan;
    this.#problem = undefined;
    this.#failures = [];
    this.#doneSteps = 0;
    this.#startedMs = performance.now();
    try {
      for (const { models, targets } of plan.groups) {
        if (signal.aborted) break;
        await this.run.start({ models: [...models], targets: [...targets], scenario: 'preview', seed: 1 });
        this.#doneSteps += this.#finalCells();
        this.#hear(this.run.record);
        if (this.run.status === 'failed') throw this.run.problem;
        await this.#readStored(environment);
      }
      this.run.clear();
      await makeProbes(plan.probes, signal, {
        onWait: (wait) => (this.#wait = wait && waitWords[wait]),
        onProbe: (spec) => (this.#probing = doingOf(spec)),
        onOutcome: (spec, outcome) => this.#keepProbe(spec, outcome, environment),
      });
    } catch (error) {
      this.#problem =
        error instanceof Problem ? error : new Problem('runtime', 'It could not be measured.', String(error));
    } finally {
      this.#busy = undefined;
      this.#stoppedEarly = signal.aborted && this.results.length === 0 && this.speeds.length === 0;
      this.#probing = undefined;
      this.#wait = undefined;
      // What is kept has grown, and the power may have changed.
      void this.#readOffers(environment);
    }
  }

  /** Runs the heaviest task for ten minutes without a pause, or until {@link enough}. */
  async warm(): Promise<void> {
    const { environment } = device;
    const chosen = this.heaviest;
    if (!environment || !chosen || this.#busy) return;
    this.#busy = 'warming';
    this.#problem = undefined;
    this.#failures = [];
    try {
      const { task, best } = chosen;
      await this.run.start({ models: [task.model], targets: [best.target.id], scenario: 'sustained', seed: 1 });
      this.#hear(this.run.record);
      if (this.run.status === 'failed') throw this.run.problem;
      await this.#readStored(environment);
      this.run.clear();
    } catch (error) {
      this.#problem = error as Problem;
    } finally {
      this.#busy = undefined;
    }
  }

  /** A record's cells that broke down, or were wrong: what can't run here is a result of its own. */
  #hear(record: RunRecord | undefined): void {
    const broken = (record?.cells ?? []).flatMap((cell) =>
      cell.status === 'failed' || cell.status === 'wrong' ? [cell.reason.message] : [],
    );
    this.#failures = [...this.#failures, ...broken];
  }

  #keepProbe(spec: ProbeSpec, outcome: ProbeOutcome, environment: Environment): void {
    this.#doneSteps++;
    this.#probes = { ...this.#probes, [probeId(spec)]: outcome };
    writeProbes(environment, { at: now(), probes: this.#probes });
    if (!outcome.ok) this.#failures = [...this.#failures, outcome.reason.message];
  }

  /** Ends the measurement soon: what was measured stays, of tasks that were begun as well. */
  enough(): void {
    this.#controller.abort();
    this.run.enough();
  }

  /** Ends every worker at once, when the page is left. */
  stop(): void {
    this.#controller.abort();
    this.run.stop();
  }
}
