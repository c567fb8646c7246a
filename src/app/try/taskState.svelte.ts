import type { LiveCell } from '../../measure/liveCell';
import { leastBytes, outlinesOf } from '../../models/outline';
import type { Cell, CompletedCell, RunParams, RunRecord } from '../../record/record';
import type { TaskMeta } from '../../tasks/types';
import { RunState, type Marks } from '../runState.svelte';
import { InputState } from './inputState.svelte';

/** The likeliest best target, until one completes; or every target that is ticked. */
export type Reach = 'one' | 'every';

const isCompleted = (cell: Cell): cell is CompletedCell => cell.status === 'completed';

/** One task as the page keeps it while others are shown: its input, its run, and what was measured so far. */
export class TaskState {
  readonly run = new RunState();
  readonly input: InputState;
  readonly chain;
  /** Size of the networks in the smallest form they come in, bytes. */
  readonly weightBytes: number;

  /** What earlier runs measured on the same input: shown until the present run has measured it anew. */
  #before = $state.raw<readonly LiveCell[]>([]);
  #recordBefore = $state.raw<RunRecord>();
  #reach = $state<Reach>();
  /** Of the press that gave the first answer and the first verdict. */
  #marksBefore = $state.raw<Marks>({});

  constructor(readonly task: TaskMeta) {
    this.chain = outlinesOf(task.model);
    this.weightBytes = leastBytes(this.chain);
    this.input = new InputState(
      task,
      () => this.run.running,
      () => this.clear(),
    );
  }

  /** What the last run went for; undefined before there was one. */
  get reach() {
    return this.#reach;
  }

  get problem() {
    return this.input.problem ?? this.run.problem;
  }

  /** Cells of the run, each with what was measured of it before while there is nothing newer. */
  readonly cells = $derived.by((): readonly LiveCell[] => {
    const now = this.run.cells;
    const isReplaced = ({ key }: LiveCell) => now.some((cell) => cell.key === key);
    const before = (cell: LiveCell) => this.#before.find(({ key }) => key === cell.key);
    const shown = now.map((cell) => (isNewer(cell) ? cell : (before(cell) ?? cell)));
    return [...shown, ...this.#before.filter((cell) => !isReplaced(cell))];
  });

  /** Cells that are final, whatever their status. */
  readonly finished = $derived(this.cells.flatMap(({ result }) => result ?? []));

  #completed: readonly CompletedCell[] = [];
  /** The same list as long as it holds the same cells: what is judged of them is not judged anew at every sample. */
  readonly completed = $derived.by((): readonly CompletedCell[] => {
    const now = this.finished.filter(isCompleted);
    const before = this.#completed;
    const isSame = now.length === before.length && now.every((cell, index) => cell === before[index]);
    if (!isSame) this.#completed = now;
    return this.#completed;
  });

  readonly fastest = $derived.by((): CompletedCell | undefined =>
    [...this.completed].sort((a, b) => a.steady.medianMs - b.steady.medianMs).at(0),
  );

  /** When the first answer and the first verdict came, ms from the press. */
  readonly marks = $derived<Marks>({ ...this.run.marks, ...this.#marksBefore });

  /** Where and how it was measured. */
  readonly record = $derived(this.run.record ?? this.#recordBefore);

  /**
   * The newest answer that is not known to be wrong: the first target's as soon as it comes, the fastest one's in the end.
   * It comes from the live cells, since a record does not hold what was read in the visitor's own input.
   */
  readonly answered = $derived.by(() => {
    const sound = this.cells.filter(({ answer, accord }) => answer && accord !== 'disagrees');
    return sound.find(({ result }) => result && result === this.fastest) ?? sound[0];
  });

  readonly answer = $derived(this.answered?.answer);

  /** Makes the input ready and runs. @returns false where the input can't be used */
  async start(params: RunParams, reach: Reach): Promise<boolean> {
    const { shown } = this.input;
    if (!shown || this.run.running) return false;
    this.input.report(undefined);
    this.#before = this.cells.filter(({ result }) => result?.status === 'completed');
    this.#recordBefore = this.record;
    this.#marksBefore = this.#before.length > 0 ? this.marks : {};
    this.#reach = reach;
    const { id } = this.task;
    // eslint-disable-next-line svelte/prefer-svelte-reactivity -- handed over once, never state
    const own = async () => new Map([[id, await shown.ready()]]);
    await this.run.start({ ...params, input: shown.id }, own, { untilOne: reach === 'one' });
    return true;
  }

  /** Forgets what was measured: the input is another. */
  clear(): void {
    this.run.clear();
    this.#before = [];
    this.#recordBefore = undefined;
    this.#reach = undefined;
    this.#marksBefore = {};
  }
}

/** Whether a cell of the run has more to say than what was measured before it: figures that are final, or a finding. */
function isNewer({ result }: LiveCell): boolean {
  return result !== undefined && result.status !== 'aborted';
}
