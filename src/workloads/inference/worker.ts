import { Problem } from '../../domain/problem';
import { toleranceOf } from '../../models/tolerance';
import { toProblem } from '../../domain/toProblem';
import type { Agreement } from '../../record/record';
import type { ReferenceOutput, TaskInput } from '../../tasks/types';
import type { Instance, LoadedNetwork, Parts, Unit, UnitContext, Workload } from '../types';
import { compareOutputs, judge } from './agreement';
import { answer, type Answered, type Step, type TaskParts } from './answer';
import { strided } from './outputs';
import { loadReference, type Reference } from './reference';
import { repeat, type Samples } from './repeat';

export interface InferenceRequests {
  /** One answer to an input; its runs are what is repeated from then on. */
  readonly answer: {
    readonly ask: 'answer';
    readonly input: TaskInput;
    /** When the key was pressed, ms since 1970. */
    readonly askedAtMs?: number;
  };
  /** The runs of the last answer again and again: the steady samples. */
  readonly samples: {
    readonly ask: 'samples';
    readonly count: number;
    readonly batch: number;
    readonly leadIn: number;
  };
  /** Whole answers to an input, one after the other. */
  readonly answers: {
    readonly ask: 'answers';
    readonly input: TaskInput;
    readonly count: number;
    readonly leadIn: number;
  };
  /** What the first network says of the input that the last answer was to. */
  readonly outputs: { readonly ask: 'outputs' };
}

export interface InferenceResults {
  readonly answer: Answered & Returned;
  readonly samples: Samples;
  /** The last of them. */
  readonly answers: Answered & Returned;
  readonly outputs: InputOutputs;
}

/** The buffer that a picture came in, handed back. */
interface Returned {
  readonly lent?: ArrayBuffer;
}

/** Outputs of one network on the measured input, each value kept at a stride, so that cells can be compared with each other. */
export interface InputOutputs {
  readonly model: string;
  readonly outputs: readonly ReferenceOutput[];
}

type Ask = keyof InferenceRequests;
type Request = InferenceRequests[Ask];
type Result = InferenceResults[Ask];
type Context = Pick<UnitContext, 'breathe'>;

/** The chain of networks that makes one answer, timed whole and by its runs. */
export class Inference implements Instance<Request, Result> {
  readonly #parts: TaskParts;
  readonly #plan: Step[] = [];
  readonly #references = new Map<string, Reference>();

  constructor(parts: Parts) {
    const { task } = parts;
    if (!task) throw new Problem('input', 'This page has no task that this model answers.');
    this.#parts = { ...parts, task };
  }

  async prove(context: Context): Promise<Record<string, Agreement>> {
    const agreements: Record<string, Agreement> = {};
    for (const loaded of this.#parts.networks.values()) {
      await context.breathe();
      agreements[loaded.card.id] = await this.#proveOne(loaded);
    }
    return agreements;
  }

  async #proveOne({ card, artefact, network, assets }: LoadedNetwork): Promise<Agreement> {
    const { read, task } = this.#parts;
    const reference = this.#references.get(card.id) ?? (await loadReference(card, (file) => read(card, file)));
    this.#references.set(card.id, reference);
    const outputs = await network.run(reference.feeds).catch((error: unknown) => {
      throw toProblem(error, `running ${card.title}`);
    });
    const allowed = { reference: card.reference, tolerance: toleranceOf(card, artefact) };
    return judge(allowed, compareOutputs(outputs, reference.outputs), () =>
      task.agreement(card, outputs, reference.outputs, assets),
    );
  }

  async unit(request: Request, context: Context): Promise<Unit<Result>> {
    switch (request.ask) {
      case 'answer':
        return this.#handOver(request.input, await this.answer(request.input, context));
      case 'answers':
        return this.#handOver(request.input, await this.#answers(request, context));
      case 'samples': {
        const result = await repeat(this.#plan, request, context);
        return { result, series: { inference: result.samplesMs } };
      }
      case 'outputs':
        return { result: await this.#outputs(), series: {} };
    }
  }

  async answer(input: TaskInput, context: Context): Promise<Unit<Answered>> {
    const result = await answer(this.#parts, input, this.#plan, context);
    return { result, series: seriesOf([result]) };
  }

  async #answers({ input, count, leadIn }: InferenceRequests['answers'], context: Context): Promise<Unit<Answered>> {
    const timed: Answered[] = [];
    for (let i = -leadIn; i < count; i++) {
      const answered = await answer(this.#parts, input, this.#plan, context);
      if (i >= 0) timed.push(answered);
    }
    const result = timed.at(-1);
    if (!result) throw new RangeError('At least one answer must be asked for.');
    return { result, series: seriesOf(timed) };
  }

  /**
   * Completes a unit for the page: with what the answer would weigh from a server, and with the memory that its picture came
   * in, lent so that it need not be copied with every answer.
   */
  #handOver(input: TaskInput, unit: Unit<Answered>): Unit<Answered & Returned> {
    const { answer } = unit.result;
    const sentBytes = this.#parts.task.sentBytes?.(answer);
    const result = sentBytes === undefined ? unit.result : { ...unit.result, answer: { ...answer, sentBytes } };
    const lent = input.kind === 'picture' ? input.pixels.data.buffer : undefined;
    if (!(lent instanceof ArrayBuffer)) return { ...unit, result };
    return { ...unit, result: { ...result, lent }, transfer: [lent] };
  }

  async #outputs(): Promise<InputOutputs> {
    const [first] = this.#plan;
    if (!first) throw new Problem('input', 'The model had nothing to run on this input.');
    const { card, network } = first.loaded;
    const outputs = await network.run(first.feeds).catch((error: unknown) => {
      throw toProblem(error, `running ${card.title}`);
    });
    return { model: card.id, outputs: strided(outputs) };
  }

  reset(): void {
    this.#plan.length = 0;
  }

  dispose(): void {
    this.reset();
    this.#references.clear();
  }
}

const seriesOf = (answers: readonly Answered[]): Unit<Answered>['series'] => ({
  inference: answers.map(({ inferenceMs }) => inferenceMs),
  answer: answers.map(({ totalMs }) => totalMs),
  pre: answers.map(({ preMs }) => preMs),
  post: answers.map(({ postMs }) => postMs),
});

export const workload: Workload<Request, Result, never> = { open: (parts) => new Inference(parts) };
