import { Problem } from '../../domain/problem';
import { toProblem } from '../../domain/toProblem';
import type { DecoderFacts } from '../../models/card';
import { isDrawn } from '../../models/drawn';
import { toleranceOf } from '../../models/tolerance';
import type { Agreement } from '../../record/record';
import type { TaskInput } from '../../tasks/types';
import type { TextGenerationAnswer } from '../../tasks/text-generation/answer';
import { partsOf } from './forms/caches';
import type { Form } from './forms/form';
import { openForm } from './forms/openForm';
import { Pace } from './pace';
import { inferences as ANSWER_TOKENS } from './inferences';
import { drawnTokenizer, proveItself } from './drawn';
import { proveTokens } from './proof';
import { readTokensReference, type TokensReference } from './reference';
import { HEARD_MS } from './runs';
import { GREEDY } from './sampling';
import { openTokenizer, type TextTokenizer } from './tokenizer';
import { Writer, type WriteEvent, type WriteRequest, type Written } from './writer';
import type { Answered } from '../inference/answer';
import type { InferenceRequests, InferenceResults, InputOutputs } from '../inference/worker';
import type { Instance, LoadedNetwork, Parts, Unit, UnitContext, Workload } from '../types';

/** Nobody reads what a model with drawn weights writes, and it may be as slow as any. */
const DRAWN_ANSWER_TOKENS = 8;

/** What is measured is asked as of an inference: an answer is a short text, a sample the time from one token to the next. */
export interface GenerationRequests extends Pick<InferenceRequests, 'answer' | 'samples' | 'outputs'> {
  readonly write: { readonly ask: 'write' } & WriteRequest;
}

export interface GenerationResults extends Pick<InferenceResults, 'samples'> {
  readonly answer: Answered;
  readonly write: Written;
  /** Where there is a reference, tokens are compared with that by the proof. */
  readonly outputs: InputOutputs | undefined;
}

type Ask = keyof GenerationRequests;
type Request = GenerationRequests[Ask];
type Result = GenerationResults[Ask];
type Context = UnitContext<WriteEvent>;

function decoderOf({ card }: LoadedNetwork): DecoderFacts {
  if (card.decoder) return card.decoder;
  throw new Problem('input', `${card.title} is no model that writes text.`);
}

/** Where neither configuration names a token that ends a text, the vocabulary may. */
function withEnd(tokenizer: TextTokenizer, decoder: DecoderFacts): [TextTokenizer, DecoderFacts] {
  const { end } = tokenizer;
  const endTokens = decoder.endTokens.length === 0 && end !== undefined ? [end] : decoder.endTokens;
  return [tokenizer, { ...decoder, endTokens }];
}

class Generation implements Instance<Request, Result, WriteEvent> {
  readonly #parts: Parts;
  readonly #loaded: LoadedNetwork;
  readonly #decoder: DecoderFacts;
  readonly #form: Form;
  #tokenizer?: Promise<TextTokenizer>;
  #writer?: Writer;
  #reference?: TokensReference;
  /** Behind the prompt of the last answer. */
  #pace?: Pace;
  /** What that was. */
  #answered?: Written;

  constructor(parts: Parts) {
    const loaded = [...parts.networks.values()].at(-1);
    if (!loaded) throw new Problem('input', 'There is no model to write with.');
    this.#parts = parts;
    this.#loaded = loaded;
    this.#decoder = decoderOf(loaded);
    this.#form = openForm({ network: loaded.network, decoder: this.#decoder });
  }

  get #isDrawn(): boolean {
    return isDrawn(this.#loaded.card);
  }

  async #open(): Promise<Writer> {
    // Drawn weights of a model that has a vocabulary read the text that it would read.
    this.#tokenizer ??=
      this.#isDrawn && this.#loaded.assets.size === 0
        ? Promise.resolve(drawnTokenizer(this.#decoder.vocabulary))
        : openTokenizer(this.#loaded.assets);
    this.#tokenizer.catch(() => (this.#tokenizer = undefined));
    this.#writer ??= new Writer(this.#form, ...withEnd(await this.#tokenizer, this.#decoder));
    return this.#writer;
  }

  async prove({ breathe }: Context, isBrief = false): Promise<Record<string, Agreement>> {
    const { card, artefact } = this.#loaded;
    const between = () => breathe(HEARD_MS);
    const file = this.#isDrawn ? undefined : card.reference.tokens;
    if (!file) {
      this.#writer?.forget();
      return {
        [card.id]: await proveItself(this.#form, this.#decoder.vocabulary, toleranceOf(card, artefact), between),
      };
    }
    this.#reference ??= readTokensReference(await this.#parts.read(card, file));
    this.#writer?.forget();
    const agreement = await proveTokens(this.#form, this.#reference, {
      tolerance: toleranceOf(card, artefact),
      madeBy: card.reference.madeBy,
      isExact: artefact.tolerance === undefined,
      isBrief,
      between,
    }).catch((error: unknown) => {
      throw toProblem(error, `running ${card.title}`);
    });
    return { [card.id]: agreement };
  }

  async unit(request: Request, context: Context): Promise<Unit<Result>> {
    try {
      switch (request.ask) {
        case 'write':
          return await this.#write(request, context);
        case 'answer':
          return await this.#answer(request, context);
        case 'samples':
          return await this.#samples(request, context);
        case 'outputs':
          return { result: this.#outputs(), series: {} };
      }
    } catch (error) {
      throw toProblem(error, 'writing');
    }
  }

  async #write(request: WriteRequest, context: Context): Promise<Unit<Written>> {
    const arrived = performance.now();
    const writer = await this.#open();
    const openMs = performance.now() - arrived;
    const askedAtMs = request.askedAtMs ?? performance.timeOrigin + arrived;
    const result = await writer.write({ ...request, askedAtMs }, context);
    const { preMs, prefillMs, firstTokenMs, totalMs, interTokenMs, prompt, cacheBytes } = result;
    const { heapBytes } = this.#loaded.network;
    const decodeMs = interTokenMs.reduce((sum, ms) => sum + ms, 0);
    const read = prompt.tokens - prompt.reused;
    return {
      result,
      series: {
        'inter-token': interTokenMs,
        decode: decodeMs > 0 ? [(1000 * interTokenMs.length) / decodeMs] : [],
        prefill: prefillMs > 0 ? [(1000 * read) / prefillMs] : [],
        'first-token': [firstTokenMs],
        answer: [totalMs + openMs],
        pre: [preMs],
        cache: [cacheBytes],
        heap: heapBytes === undefined ? [] : [heapBytes],
      },
    };
  }

  /** A short text, with nothing in the cache: what one answer takes. */
  async #answer({ input, askedAtMs }: GenerationRequests['answer'], context: Context): Promise<Unit<Answered>> {
    const text = promptOf(input);
    const asked: WriteRequest = {
      prompt: { text },
      maxTokens: this.#isDrawn ? DRAWN_ANSWER_TOKENS : ANSWER_TOKENS,
      sampling: GREEDY,
      endless: true,
      anew: true,
      ...(askedAtMs !== undefined && { askedAtMs }),
    };
    const { result, series } = await this.#write(asked, { ...context, emit: () => {} });
    const { card } = this.#loaded;
    this.#answered = result;
    const writer = await this.#open();
    this.#pace = new Pace(writer, writer.text.slice(0, result.prompt.tokens), this.#decoder.context);
    const { totalMs, preMs, prefillMs, interTokenMs } = result;
    const inferenceMs = prefillMs + interTokenMs.reduce((sum, ms) => sum + ms, 0);
    const answered: Answered = {
      answer: answerOf(text, result),
      // As one inference: a token.
      inferenceMs: inferenceMs / (1 + interTokenMs.length),
      firstMs: prefillMs,
      preMs,
      postMs: Math.max(0, totalMs - preMs - inferenceMs),
      totalMs,
      runs: [{ model: card.id, elements: 1 }],
    };
    return { result: answered, series };
  }

  /** How likely each token of the last answer was. An output is called by the tokens: others are another output. */
  #outputs(): InputOutputs | undefined {
    const { card } = this.#loaded;
    if (!this.#answered || this.#isDrawn || card.reference.tokens) return undefined;
    const { tokens } = this.#answered;
    const values = Float32Array.from(tokens, ({ share }) => Math.log(share));
    const name = tokens.map(({ token }) => token).join(' ');
    return { model: card.id, outputs: [{ name, shape: [tokens.length], stride: 1, values }] };
  }

  async #samples(
    { count, batch, leadIn }: GenerationRequests['samples'],
    { breathe }: Context,
  ): Promise<Unit<GenerationResults['samples']>> {
    if (!this.#pace) throw new Problem('input', 'The model was timed before it was given a prompt.');
    const { interTokenMs, positions } = await this.#pace.tokens(count * batch, leadIn, breathe);
    const samplesMs = grouped(interTokenMs, batch);
    const result = { samplesMs, stagesMs: { [this.#loaded.card.id]: samplesMs }, positions: strided(positions, batch) };
    return { result, series: { 'inter-token': interTokenMs } };
  }

  reset(): void {
    this.#pace = this.#answered = undefined;
    if (this.#writer) this.#writer.forget();
    else this.#form.clear();
  }

  dispose(): void {
    this.reset();
    this.#writer = undefined;
  }
}

function promptOf(input: TaskInput): string {
  if (input.kind !== 'texts') throw new Problem('input', 'This model goes on from text.');
  return input.texts.join('\n');
}

function answerOf(prompt: string, { text, tokens, ended, prompt: facts }: Written): TextGenerationAnswer {
  const shown = tokens.map(({ text: piece, share }) => ({ text: piece, share }));
  return { kind: 'text-generation', summary: text.trim(), prompt, text, tokens: shown, ended, notes: facts.notes };
}

const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);

/** Means of so many each; what is left over is dropped. */
const grouped = (values: readonly number[], size: number): number[] =>
  Array.from({ length: Math.floor(values.length / size) }, (_, at) => {
    return sumOf(values.slice(at * size, (at + 1) * size)) / size;
  });

const strided = (values: readonly number[], size: number): number[] => values.filter((_, at) => at % size === 0);

export const workload: Workload<Request, Result, WriteEvent> = {
  keeps: ({ decoder }) => (decoder ? partsOf(decoder).map(({ present }) => present) : []),
  open: (parts) => new Generation(parts),
};
