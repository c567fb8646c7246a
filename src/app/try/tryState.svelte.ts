import { pictureInput, shownInput, shownSample, textInput, type ShownInput } from '../../input/input';
import { downloadBytes } from '../../runtimes/fit';
import { leastBytes, outlinesOf } from '../../models/outline';
import type { LinkParams } from '../../results/params';
import type { CompletedCell, RunParams, Scenario } from '../../record/record';
import { pageFault, type Problem } from '../../domain/problem';
import { allTargets, parseTarget } from '../../runtimes/target';
import { sampleOf, taskOf, tasks } from '../../tasks/registry';
import type { PictureSample, TaskMeta } from '../../tasks/types';
import { axisEnd, laneOfLive } from '../../charts/lane';
import { device } from '../device.svelte';
import { RunState } from '../runState.svelte';
import { part } from '../../domain/part';
import { FarSide } from './farSide.svelte';
import { idleLane } from './idleLane';
import type * as Judged from './judged';

const tasksWithModels = tasks.filter(({ model }) => outlinesOf(model).length > 0);

function release(input: ShownInput | undefined): void {
  if (input?.url?.startsWith('blob:')) URL.revokeObjectURL(input.url);
}

const textsPart = () => import('../../input/texts');
const judgedPart = () => import('./judged');

/** What the play page shows: a task with its input, a run of all targets, and the far side beside it. */
export class TryState {
  readonly run = new RunState();
  readonly tasks = tasksWithModels;

  #task = $state.raw(tasksWithModels[0] as TaskMeta);
  #input = $state.raw<ShownInput>();
  /** Id of the sample last asked for. */
  #sample = $state.raw<string>();
  #loading = $state(false);
  #problem = $state.raw<Problem>();
  /** Which load is the newest: an older one that ends later is dropped. */
  #loads = 0;
  /** What a text field holds, kept apart from the prepared input while it is typed. */
  question = $state('');
  candidates = $state('');

  scenario = $state<Scenario>('quick');
  #targets = $state.raw<readonly string[]>(allTargets);
  #judged = $state.raw<typeof Judged>();

  /** Undefined until the first run, which it is fetched with. */
  get judged() {
    return this.#judged;
  }

  get task() {
    return this.#task;
  }
  get input() {
    return this.#input;
  }
  /** The sample picture that is on its way where there is no picture yet. */
  get expected(): PictureSample | undefined {
    const sample = sampleOf(this.#task, this.#sample);
    return !this.#input && !this.#problem && 'picture' in sample ? sample : undefined;
  }
  get loading() {
    return this.#loading;
  }
  get problem() {
    return this.#problem ?? this.run.problem;
  }

  readonly chain = $derived(outlinesOf(this.#task.model));

  /** Size of the networks in the smallest form they come in, bytes. */
  readonly weightBytes = $derived(leastBytes(this.chain));

  /** Bytes of weights that a first run on all targets downloads. */
  readonly downloadBytes = $derived(
    downloadBytes(
      [this.#task.model],
      this.#targets.flatMap((id) => parseTarget(id) ?? []),
    ),
  );

  /** What each target would need before a run, for the lanes of an idle page. */
  readonly idleLanes = $derived(
    this.#targets.flatMap((id) => {
      const target = parseTarget(id);
      return target ? [idleLane(this.#task.model, this.chain, target, device.environment)] : [];
    }),
  );

  readonly lanes = $derived(this.run.cells.length > 0 ? this.run.cells.map(laneOfLive) : []);

  /** Cells that are final, whatever their status. */
  readonly finished = $derived(this.run.cells.flatMap(({ result }) => result ?? []));

  readonly completed = $derived(this.finished.filter((cell) => cell.status === 'completed'));

  /** The same object from its end on, so that nothing is simulated anew at every sample. */
  readonly #first = $derived(this.completed[0]);
  readonly farSide = new FarSide(
    () => this.#judged,
    () => this.#first,
  );

  readonly fastest = $derived.by((): CompletedCell | undefined =>
    [...this.completed].sort((a, b) => a.steady.medianMs - b.steady.medianMs).at(0),
  );

  /**
   * The newest answer that is not known to be wrong: the first target's as soon as it comes, the fastest one's in the end.
   * It comes from the live cells, since a record does not hold what was read in the visitor's own input.
   */
  readonly answer = $derived.by(() => {
    const sound = this.run.cells.filter(({ answer, agrees }) => answer && agrees !== false);
    return (sound.find(({ result }) => result && result === this.fastest) ?? sound[0])?.answer;
  });

  readonly #ranking = $derived.by(() => {
    const judged = this.#judged;
    if (!judged || this.completed.length === 0) return undefined;
    const resolutionMs = this.run.record?.environment.timerResolutionMs ?? 0;
    return judged.rank(this.completed, { resolutionMs });
  });

  /** Here or there. Apart from the ranking, which stays as the server moves. */
  readonly contest = $derived(this.#ranking && this.farSide.contest(this.#ranking));

  /** Which target wins here, and why; once every cell is final. */
  readonly verdict = $derived.by(() => {
    const { record, running } = this.run;
    if (!record || running || record.cells.length === 0) return undefined;
    const { cells, runs } = this.run.pooled ?? { cells: record.cells, runs: 1 };
    const { environment, params } = record;
    return this.#judged?.verdict(cells, { environment, scenario: params.scenario, runs });
  });

  readonly endMs = $derived(
    axisEnd(
      this.lanes.flatMap(({ medianMs }) => medianMs ?? []),
      this.farSide.far ? [this.farSide.far.totalMs.median, this.farSide.far.coldTotalMs.median] : [],
    ),
  );

  /** Adopts the parameters of a link. */
  adopt(params: Readonly<Partial<LinkParams>>): void {
    const model = params.models?.[0];
    const task = model ? tasksWithModels.find((candidate) => candidate.model === model) : undefined;
    if (task) this.#task = task;
    if (params.targets) this.#targets = params.targets;
    if (params.scenario) this.scenario = params.scenario;
    if (params.seed !== undefined) this.farSide.seed = params.seed;
    if (params.far) this.farSide.adopt(params.far);
  }

  pickTask(id: string): void {
    const task = taskOf(id);
    if (!task || task === this.#task) return;
    const isOwnAndFits = this.#input?.id === 'own' && task.input === this.#task.input;
    // At once, or the new task's view is given the old one's answer while the sample loads.
    this.run.clear();
    this.#problem = undefined;
    this.#task = task;
    if (isOwnAndFits) return;
    release(this.#input);
    this.#input = undefined;
    void this.pickSample(sampleOf(task).id);
  }

  /** A sample is there from the start, so that one button is all it takes. */
  async pickSample(id?: string): Promise<void> {
    if (this.run.running) return;
    const sample = sampleOf(this.#task, id);
    this.#sample = sample.id;
    if ('texts' in sample) {
      const isList = this.#task.texts === 'list';
      this.question = isList ? '' : (sample.texts[0] ?? '');
      this.candidates = sample.texts.slice(isList ? 0 : 1).join('\n');
    }
    await this.#load(() => shownSample(sample));
  }

  /** @param picture or one that is still being made: until it is there no run begins with the one before */
  async usePicture(picture: Blob | Promise<Blob>): Promise<void> {
    await this.#load(async () => shownInput(await pictureInput(await picture)));
    // It overtook the sample and could not be read: the sample comes after all, with the sentence still there.
    if (this.#problem && !this.#input && !this.#loading) {
      await this.#load(() => shownSample(sampleOf(this.#task)), this.#problem);
    }
  }

  /** The sentences were changed: what is shown was said of others. */
  edited(): void {
    if (!this.run.running) this.run.clear();
  }

  /** Takes what the text fields hold. @returns false when it can't be used, with `problem` saying why */
  async useTexts(): Promise<boolean> {
    const sample = this.#task.samples.find((candidate) => candidate.id === this.#input?.id);
    try {
      const { readList, readTexts } = await part(textsPart);
      const isList = this.#task.texts === 'list';
      const texts = isList ? readList(this.candidates) : readTexts(this.question, this.candidates);
      const unchanged = sample && 'texts' in sample && texts.join('\n') === sample.texts.join('\n');
      this.#input = shownInput(textInput(texts, unchanged ? sample.id : 'own'));
      this.#problem = undefined;
      return true;
    } catch (error) {
      this.#problem = pageFault(error, 'reading the sentences');
      return false;
    }
  }

  /**
   * Never while a run goes on: its answer belongs to the input it was begun with.
   * @param keep what goes on being said
   */
  async #load(prepare: () => Promise<ShownInput>, keep?: Problem): Promise<void> {
    if (this.run.running) return;
    const load = ++this.#loads;
    this.#loading = true;
    this.#problem = keep;
    try {
      const input = await prepare();
      if (load !== this.#loads) {
        release(input);
        return;
      }
      this.run.clear();
      release(this.#input);
      this.#input = input;
    } catch (error) {
      if (load !== this.#loads) return;
      this.#problem = pageFault(error, 'reading the input');
    } finally {
      if (load === this.#loads) this.#loading = false;
    }
  }

  /** A sentence from the page itself, a refused camera say. */
  report(problem: Problem): void {
    this.#problem = problem;
  }

  get params(): RunParams {
    return {
      models: [this.#task.model],
      targets: [...this.#targets],
      scenario: this.scenario,
      seed: this.farSide.seed,
      input: this.#input?.id,
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

  async start(): Promise<void> {
    if (this.#task.input === 'texts' && !(await this.useTexts())) return;
    const input = this.#input;
    if (!input) return;
    this.#problem = undefined;
    void this.#loadJudged();
    void this.farSide.load();
    const { id } = this.#task;
    // eslint-disable-next-line svelte/prefer-svelte-reactivity -- handed over once, never state
    await this.run.start(this.params, async () => new Map([[id, await input.ready()]]));
  }
}
