import { newRunId } from '../domain/id';
import { seededRandom, shuffled, type Random } from '../domain/random';
import type { RunInput } from '../input/runInput';
import { parseModelRef, type ModelRef } from '../models/modelRef';
import { outlineOf } from '../models/outline';
import { RECORD_SCHEMA, type Cell, type Environment, type RunParams, type RunRecord } from '../record/record';
import { isOnSoftware } from '../runtimes/needs';
import { isGpu, parseTarget, type Target } from '../runtimes/target';
import { CellRun } from './cell';
import { Checkpoints } from './checkpoints';
import { watchDevice } from './device';
import { readEnvironment } from './environment';
import { watchLongTasks } from './longTasks';
import type { LiveCell } from './liveCell';
import { nextTask } from './nextTask';
import { readLinkRate } from './linkRate';
import { bestFirst, likeliestFirst } from './order';
import { pageDrawn } from './pageDrawn';
import { scenarioRules, type ScenarioRule } from './scenario';
import { packs, rounds } from './schedule';
import { Visibility, type Watch } from './visibility';
import { workOf } from './work';

export interface RunOptions {
  readonly params: RunParams;
  /** Input by task id. */
  readonly inputs: ReadonlyMap<string, RunInput>;
  /**
   * Ends every worker at once; finished cells and what was measured of the others are kept. Unfinished cells count as stopped, or,
   * where the signal's reason is {@link ENOUGH}, as completed by what there is of them.
   */
  readonly signal: AbortSignal;
  /** The site's base URL, where it is not the page's own. */
  readonly base?: string;
  /** How often and how long each cell is measured, where not as the scenario says. */
  readonly rule?: ScenarioRule;
  readonly onCell?: (cell: LiveCell) => void;
  /** Called with the final cells so far whenever one more is final. */
  readonly onRecord?: (record: RunRecord) => void;
  /**
   * Called every few seconds between visits and when the page is hidden, with unfinished cells as they stand (`aborted`): cells
   * that take turns all become final at the end, and a page that is closed before must not lose what it has measured.
   */
  readonly onCheckpoint?: (record: RunRecord) => void;
  readonly onPause?: (paused: boolean) => void | Promise<void>;
  /** True while samples are taken: nothing on the page may move meanwhile. */
  readonly onMeasuring?: (measuring: boolean) => void;
  /** One target is enough: they are tried one after the other, the likeliest to be the best first, and the first that completes ends it. */
  readonly untilOne?: boolean;
  /** The target that proved the fastest for a model in this browser before. */
  readonly provenTarget?: (model: string, environment: Environment) => string | undefined;
  /** Build of a runtime that did best for a model in this browser before. */
  readonly provenBuild?: (model: string, target: Target, environment: Environment) => string | undefined;
  /** Bytes of runtime and weights that opening a target still fetches for a model, by its reference; 0 where absent. */
  readonly bytesToCome?: (model: string, target: Target, environment: Environment) => number;
  /** Whether this browser had run the model on this target and adapter before. */
  readonly seenBefore?: (model: string, target: Target, environment: Environment) => boolean | undefined;
  /** Simulates the far side of one model once its cells are final. */
  readonly far?: (cells: readonly Cell[]) => NonNullable<RunRecord['far']>;
}

/** What measuring a group of cells needs of the run. */
interface GroupContext {
  readonly signal: AbortSignal;
  readonly watch: Watch;
  readonly random: Random;
  /** Bytes that the open sessions may take together. */
  readonly budget: number;
  readonly cooldownMs?: number;
  readonly onMeasuring?: (measuring: boolean) => void;
  /** Everything that waits for a moment in which no sample is taken. */
  readonly between: () => Promise<void>;
}

/**
 * Measures every (model, target) of the parameters, model by model. A model's cells are opened again and again in rounds, each
 * round in an order of its own, and within a round they take turns in visits: so heat and other programs hit all alike, and the
 * openings of one cell are spread over the run.
 */
export async function runBenchmark(options: RunOptions): Promise<RunRecord> {
  const { params, inputs, signal, onRecord } = options;
  const [watched, read] = await Promise.all([watchDevice(), readEnvironment()]);
  const environment: Environment = { ...read, ...watched.atStart };
  const longTasks = watchLongTasks();
  const visibility = new Visibility(options.onPause);
  const random = seededRandom(params.seed);
  const createdAt = new Date();
  const id = newRunId(createdAt, Math.random);
  const cells: CellRun[] = [];

  const recordOf = async (results: Cell[]): Promise<RunRecord> => ({
    schema: RECORD_SCHEMA,
    id,
    createdAt: createdAt.toISOString(),
    app: `nearside ${environment.app.version}`,
    params: options.untilOne ? { ...params, targets: targetsOf(results) } : params,
    environment: { ...environment, ...(await watched.now()) },
    cells: results,
    far: options.far?.(results),
    responsiveness: longTasks.report(),
  });
  const recordSoFar = () => recordOf(cells.flatMap((cell) => cell.result ?? []));
  let finished = false;
  const checkpoints = new Checkpoints(async () => {
    const results: Cell[] = [];
    for (const cell of cells) {
      // Summing up thousands of samples takes a while: one cell a task.
      await nextTask();
      if (cell.begun) results.push(cell.snapshot());
    }
    if (results.length > 0 && !finished) options.onCheckpoint?.(await recordOf(results));
  });

  let told = 0;
  const between = async () => {
    const final = cells.filter(({ result }) => result).length;
    if (final > told) {
      told = final;
      // In a task of its own: the page has just drawn the cell, and the far side takes some milliseconds to simulate.
      await nextTask();
      onRecord?.(await recordSoFar());
    }
    await checkpoints.between();
    await pageDrawn();
  };

  try {
    const targets = params.targets.flatMap((target) => parseTarget(target) ?? []);
    const rate = readLinkRate();
    const orderFor = (text: string) => {
      const { model } = parseModelRef(text);
      const facts = {
        environment,
        ...workOf(text),
        bytesToCome: (target: Target) => options.bytesToCome?.(text, target, environment) ?? 0,
        bytesPerMs: rate,
      };
      return options.untilOne
        ? likeliestFirst(targets, facts, options.provenTarget?.(model, environment))
        : bestFirst(targets, facts);
    };
    const refs = params.models.map((text) => ({ ...parseModelRef(text), text, ordered: orderFor(text) }));
    const isAsked = (text: string) => (target: Target) =>
      params.only?.some((pair) => pair.model === text && pair.target === target.id) ?? true;
    const group: GroupContext = {
      signal,
      watch: { pause: () => visibility.whenVisible(signal), hidden: () => visibility.watch() },
      random,
      budget: memoryBudget(environment),
      cooldownMs: scenarioRules[params.scenario].cooldownMs,
      onMeasuring: options.onMeasuring,
      between,
    };
    const planOf = (ref: ModelRef, ordered: readonly Target[]) => {
      const plan = planModel(ref, ordered, inputs, environment, options);
      cells.push(...plan);
      return plan;
    };
    if (options.untilOne) {
      for (const { ordered, text, ...ref } of refs) {
        await measureUntilOne(ordered.filter(isAsked(text)), (target) => planOf(ref, [target]), group);
      }
    } else {
      // Artefacts of one model take turns, as its targets do: they are rivals.
      const plans = [...new Set(refs.map(({ model }) => model))].map((id) =>
        refs
          .filter(({ model }) => model === id)
          .flatMap(({ ordered, text, ...ref }) => planOf(ref, ordered.filter(isAsked(text)))),
      );
      for (const plan of plans) {
        for (const wave of waves(plan, environment)) await measureGroup(wave, group);
        hearWitnesses(plan);
      }
    }
    await nextTask();
    return await recordSoFar();
  } finally {
    finished = true;
    checkpoints.stop();
    longTasks.stop();
    visibility.stop();
    watched.stop();
    for (const cell of cells) if (!cell.result) cell.abandon();
  }
}

const targetsOf = (cells: readonly Cell[]) => [...new Set(cells.map(({ target }) => target.id))];

/** Measures one target after the other until one is completed. @param planOf makes the cells of a target whose turn has come */
async function measureUntilOne(
  ordered: readonly Target[],
  planOf: (target: Target) => readonly CellRun[],
  context: GroupContext,
): Promise<void> {
  for (const target of ordered) {
    const plan = planOf(target);
    await measureGroup(plan, context);
    if (context.signal.aborted || plan.some(({ result }) => result?.status === 'completed')) return;
  }
}

/** The cells of one model or one of its artefacts; with `aa` each target is there twice. */
function planModel(
  { model, precision }: ModelRef,
  ordered: readonly Target[],
  byTask: ReadonlyMap<string, RunInput>,
  environment: Environment,
  { params: { scenario, aa }, signal, base = document.baseURI, rule, onCell, provenBuild, seenBefore }: RunOptions,
): CellRun[] {
  const { task = '', workload = 'inference' } = outlineOf(model) ?? {};
  const input = byTask.get(task);
  if (!input) throw new Error(`No input for the task ${task} of ${model}.`);
  const onChange = (cell: LiveCell) => onCell?.(cell);
  const { crossOriginIsolated } = environment;
  const twins = aa ? [0, 1] : [undefined];
  return ordered.flatMap((target) => {
    const context = {
      rule: rule ?? scenarioRules[scenario],
      base,
      signal,
      crossOriginIsolated,
      onChange,
      provenBuild: provenBuild?.(model, target, environment),
      seenBefore: seenBefore?.(model, target, environment),
    };
    return twins.map((twin) => new CellRun({ model, workload, precision, target, input, twin }, context));
  });
}

/**
 * Cells that are measured in turns with each other. A software GPU takes every core for minutes where the others take
 * seconds, so its cells come as a wave of their own, when the verdict on the others is already there.
 */
function waves(cells: readonly CellRun[], environment: Environment): CellRun[][] {
  const isSlow = ({ plan }: CellRun) => isOnSoftware(plan.target, environment);
  return [cells.filter((cell) => !isSlow(cell)), cells.filter(isSlow)];
}

/**
 * A quarter of the memory that the browser admits to, which it rounds and caps at 8 GiB; where it says nothing, a phone's 4 GiB are
 * assumed. A tab that takes more is what mobile browsers end first.
 */
function memoryBudget({ memoryGiB = 4 }: Environment): number {
  return (memoryGiB * 2 ** 30) / 4;
}

/**
 * Compares what the cells of one model said of the input that was measured, each with the first that computes on the processor and agrees
 * with the reference: the arithmetic that the reference was made with.
 */
function hearWitnesses(cells: readonly CellRun[]): void {
  const witness = cells.find(({ testimony, plan }) => testimony && !isGpu(plan.target));
  if (!witness?.testimony) return;
  for (const cell of cells) if (cell !== witness) cell.compareWith(witness.testimony);
}

/** Opens and measures cells in rounds until none wants to be opened again. */
async function measureGroup(group: readonly CellRun[], context: GroupContext): Promise<void> {
  const { signal, random, budget, cooldownMs } = context;
  let isFirst = true;
  while (group.some(({ wantsOpening }) => wantsOpening)) {
    const wanting = group.filter(({ wantsOpening }) => wantsOpening);
    // The first answer comes soonest in the order given; after that every order is as good, so chance decides.
    const ordered = isFirst ? wanting : shuffled(wanting, random);
    isFirst = false;
    const together =
      cooldownMs === undefined ? packs(ordered, (cell) => cell.expectedBytes, budget) : ordered.map((cell) => [cell]);
    for (const [index, pack] of together.entries()) {
      if (cooldownMs !== undefined && index > 0) await rest(cooldownMs, pack, signal);
      await measureTogether(pack, context);
    }
  }
}

/** One opening of each cell, side by side: all are opened, then visited in turns until each has enough, then closed. */
async function measureTogether(pack: readonly CellRun[], context: GroupContext): Promise<void> {
  const { signal, watch, random, between, onMeasuring } = context;
  for (const cell of pack) {
    if (signal.aborted) cell.abandon();
    else await cell.open(watch);
    await between();
  }
  for (const round of rounds(pack, random, (cell) => cell.wantsVisit)) {
    for (const cell of round) {
      onMeasuring?.(true);
      await cell.visit(between);
      onMeasuring?.(false);
      await between();
    }
  }
  for (const cell of pack) {
    await cell.close();
    await between();
  }
}

/** Lets the device cool down; ends at once when the run is stopped. */
function rest(restMs: number, next: readonly CellRun[], signal: AbortSignal): Promise<void> {
  for (const cell of next) cell.rest();
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = setTimeout(done, restMs);
    signal.addEventListener('abort', done);
    function done() {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
  });
}
