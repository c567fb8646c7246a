import { outlineOf } from '../models/outline';
import { newRunId } from '../domain/id';
import { RECORD_SCHEMA, type Cell, type Environment, type RunParams, type RunRecord } from '../record/record';
import { parseTarget, type Target } from '../runtimes/target';
import { type RunInput } from '../input/runInput';
import { CellRun, type LiveCell } from './cell';
import { readEnvironment } from './environment';
import { watchLongTasks } from './longTasks';
import { nextTask } from './nextTask';
import { seededRandom } from '../domain/random';
import { rounds } from './schedule';
import { bestFirst } from './order';
import { Visibility } from './visibility';

export interface RunOptions {
  readonly params: RunParams;
  /** Input by task id. */
  readonly inputs: ReadonlyMap<string, RunInput>;
  /** Ends every worker at once; finished cells and what was measured of the others are kept. */
  readonly signal: AbortSignal;
  readonly onCell?: (cell: LiveCell) => void;
  /** Called with the final cells so far whenever one more is final. */
  readonly onRecord?: (record: RunRecord) => void;
  /**
   * Called every few seconds and when the page is hidden, with unfinished cells as they stand (`aborted`): cells that take
   * turns all become final at the end, and a page that is closed before must not lose what it has measured.
   */
  readonly onCheckpoint?: (record: RunRecord) => void;
  readonly onPause?: (paused: boolean) => void;
  /** Build of a runtime that did best for a model in this browser before. */
  readonly provenBuild?: (model: string, target: Target, environment: Environment) => string | undefined;
  /** Simulates the far side of one model once its cells are final. */
  readonly far?: (cells: readonly Cell[]) => NonNullable<RunRecord['far']>;
}

/**
 * Measures every (model, target) of the parameters: model by model, the targets of one model interleaved in rounds of a
 * seeded random order, so that heat and other programs hit all alike.
 */
export async function runBenchmark(options: RunOptions): Promise<RunRecord> {
  const { params, inputs, signal, onCell, onRecord } = options;
  const environment = await readEnvironment();
  const longTasks = watchLongTasks();
  const visibility = new Visibility(options.onPause);
  const random = seededRandom(params.seed);
  const createdAt = new Date();
  const id = newRunId(createdAt, Math.random);
  const cells: CellRun[] = [];

  const recordOf = (results: Cell[]): RunRecord => {
    return {
      schema: RECORD_SCHEMA,
      id,
      createdAt: createdAt.toISOString(),
      app: `nearside ${environment.app.version}`,
      params,
      environment,
      cells: results,
      far: options.far?.(results),
      responsiveness: longTasks.report(),
    };
  };
  const recordSoFar = () => recordOf(cells.flatMap((cell) => cell.result ?? []));
  let finished = false;
  const checkpoints = everySoOften(async () => {
    const results: Cell[] = [];
    for (const cell of cells) {
      // Summing up thousands of samples takes a while: one cell a task.
      await nextTask();
      if (cell.begun) results.push(cell.snapshot());
    }
    if (results.length > 0 && !finished) options.onCheckpoint?.(recordOf(results));
  });

  try {
    const targets = bestFirst(
      params.targets.flatMap((target) => parseTarget(target) ?? []),
      environment,
    );
    const plans = params.models.map((model) => planModel(model, targets, inputs, environment, options));
    cells.push(...plans.flat());
    for (const plan of plans) {
      for (const wave of waves(plan, environment)) {
        const onDone = () => {
          // In a task of its own: the page has just drawn the cell, and the far side takes some milliseconds to simulate.
          void nextTask().then(() => onRecord?.(recordSoFar()));
          checkpoints.run();
        };
        await measureGroup(wave, { signal, visibility, random, onDone });
      }
    }
    await nextTask();
    return recordSoFar();
  } finally {
    finished = true;
    checkpoints.stop();
    longTasks.stop();
    visibility.stop();
    for (const cell of cells) if (!cell.result) cell.abandon();
  }

  function planModel(
    model: string,
    ordered: readonly Target[],
    byTask: ReadonlyMap<string, RunInput>,
    environment: Environment,
    { params: { scenario, seed }, provenBuild }: RunOptions,
  ): CellRun[] {
    const task = outlineOf(model)?.task ?? '';
    const input = byTask.get(task);
    if (!input) throw new Error(`No input for the task ${task} of ${model}.`);
    const base = document.baseURI;
    const onChange = (cell: LiveCell) => onCell?.(cell);
    const { crossOriginIsolated } = environment;
    const context = { scenario, seed, base, signal, crossOriginIsolated, onChange };
    return ordered.map(
      (target) =>
        new CellRun(model, target, input, { ...context, provenBuild: provenBuild?.(model, target, environment) }),
    );
  }
}

const CHECKPOINT_MS = 5000;

/** Runs a task every few seconds and when the page is hidden or left, never twice at once. */
function everySoOften(task: () => Promise<void>): { run: () => void; stop: () => void } {
  let busy = false;
  let stopped = false;
  const run = () => {
    if (busy || stopped) return;
    busy = true;
    void task().finally(() => (busy = false));
  };
  const onHide = () => document.hidden && run();
  const timer = setInterval(run, CHECKPOINT_MS);
  document.addEventListener('visibilitychange', onHide);
  addEventListener('pagehide', run);
  return {
    run,
    stop: () => {
      stopped = true;
      clearInterval(timer);
      document.removeEventListener('visibilitychange', onHide);
      removeEventListener('pagehide', run);
    },
  };
}

/**
 * Cells that are measured in turns with each other. A software GPU takes every core for minutes where the others take
 * seconds, so its cells come as a wave of their own, when the verdict on the others is already there.
 */
function waves(cells: readonly CellRun[], { gpu, webgl }: Environment): CellRun[][] {
  const isSlow = ({ target: { backend } }: CellRun) =>
    (backend === 'webgpu' && gpu?.software === true) || (backend === 'webgl' && webgl?.software === true);
  return [cells.filter((cell) => !isSlow(cell)), cells.filter(isSlow)];
}

interface GroupContext {
  readonly signal: AbortSignal;
  readonly visibility: Visibility;
  readonly random: () => number;
  readonly onDone: () => void;
}

async function measureGroup(
  group: readonly CellRun[],
  { signal, visibility, random, onDone }: GroupContext,
): Promise<void> {
  const pause = () => visibility.whenVisible(signal);
  for (const cell of group) {
    if (signal.aborted) cell.abandon();
    else await cell.prepare(pause, () => visibility.watch());
    if (cell.result) onDone();
  }
  for (const round of rounds(group, random, (cell) => !cell.result)) {
    for (const cell of round) {
      await cell.visit(pause, () => visibility.watch());
      if (cell.result) onDone();
    }
  }
}
