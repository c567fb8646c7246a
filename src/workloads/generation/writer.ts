import type { DecoderFacts } from '../../models/card';
import type { UnitContext } from '../types';
import type { Form } from './forms/form';
import { buildPrompt, type BuiltPrompt, type Prompt } from './prompt';
import { HEARD_MS, RunLength } from './runs';
import type { Step } from './sampler';
import { samplingOf, type Sampling } from './sampling';
import { TokenStream, type Token } from './stream';
import type { TextTokenizer } from './tokenizer';
import { Uniforms } from './uniforms';

/** A text that is asked for. */
export interface WriteRequest {
  readonly prompt: Prompt;
  /** Tokens at most; as many as the context holds where absent. */
  readonly maxTokens?: number;
  readonly sampling?: Partial<Sampling>;
  /** Strings that end the text, and aren't part of it. */
  readonly stop?: readonly string[];
  /** Goes on after tokens that end a text: for measuring. */
  readonly endless?: boolean;
  /** Reads the whole prompt, although its beginning may be in the cache: for measuring. */
  readonly anew?: boolean;
  /** When the key was pressed, ms since 1970; when the request arrived where absent. */
  readonly askedAtMs?: number;
}

/** What is told while a text is written. */
export type WriteEvent =
  | { readonly kind: 'prompt'; readonly prompt: PromptFacts }
  | { readonly kind: 'tokens'; readonly tokens: readonly Token[] };

export interface PromptFacts extends Pick<BuiltPrompt, 'notes' | 'cut'> {
  readonly tokens: number;
  /** Of these, how many were in the cache from before. */
  readonly reused: number;
}

export interface Written {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly prompt: PromptFacts;
  /** What ended it: an end token, a stop string, the tokens wanted, or the context. */
  readonly ended: 'end' | 'stop' | 'length' | 'context';
  readonly preMs: number;
  /** Reading what was not in the cache, until the first token was chosen. */
  readonly prefillMs: number;
  readonly firstTokenMs: number;
  readonly totalMs: number;
  /** Milliseconds from each token to the next, after the first. */
  readonly interTokenMs: readonly number[];
  readonly cacheBytes: number;
}

type Context = Pick<UnitContext<WriteEvent>, 'breathe' | 'emit'>;

const since1970 = () => performance.timeOrigin + performance.now();

/** How many tokens two texts begin with alike. */
function common(a: readonly number[], b: readonly number[]): number {
  let at = 0;
  while (at < a.length && at < b.length && a[at] === b[at]) at++;
  return at;
}

/** Writes texts with a decoder, each going on from what of the last one it has in common with it. */
export class Writer {
  readonly #form: Form;
  readonly #tokenizer: TextTokenizer;
  readonly #decoder: DecoderFacts;
  readonly #runLength: RunLength;
  /** The text so far; its first `form.length` tokens are in the cache. */
  #text: number[] = [];

  constructor(form: Form, tokenizer: TextTokenizer, decoder: DecoderFacts) {
    this.#form = form;
    this.#tokenizer = tokenizer;
    this.#decoder = decoder;
    this.#runLength = new RunLength(form.mostSteps);
  }

  get text(): readonly number[] {
    return this.#text;
  }

  /**
   * Goes back to the beginning that the text has in common with what is cached; at least one token is left to read.
   * @returns tokens that need not be read again
   */
  async goBack(ids: readonly number[], anew = false): Promise<number> {
    const cached = this.#text.slice(0, this.#form.length);
    const reused = anew ? 0 : Math.min(common(cached, ids), ids.length - 1);
    await this.#form.rewind(reused);
    this.#text = ids.slice(0, reused);
    return reused;
  }

  /** Reads tokens and writes some. @returns them with the time that it took, ms */
  async run(
    ids: readonly number[],
    steps: number,
    sampling: Sampling,
    uniforms: Uniforms,
    endTokens: readonly number[],
    breathe: UnitContext['breathe'],
  ): Promise<{ readonly written: readonly Step[]; readonly ms: number }> {
    const seen = this.#text.slice(0, this.#form.length);
    this.#text = [...seen, ...ids];
    const asked = { ids, steps, sampling, seen, endTokens, uniforms: uniforms.at(this.#text.length, steps) };
    const started = performance.now();
    const written = await this.#form.write(asked, () => breathe(HEARD_MS));
    const ms = performance.now() - started;
    this.#text.push(...written.map(({ token }) => token));
    if (ids.length === 1) this.#runLength.took(ms, written.length);
    return { written, ms };
  }

  /** Tokens that the next run should write. */
  nextSteps(left: number): number {
    return this.#runLength.next(left);
  }

  async write(request: WriteRequest, { breathe, emit }: Context): Promise<Written> {
    const arrived = performance.now();
    const { askedAtMs = since1970(), maxTokens = this.#decoder.context, stop = [], endless = false } = request;
    const sampling = samplingOf(request.sampling);
    const { context } = this.#decoder;
    const built = await buildPrompt(request.prompt, this.#tokenizer, context, maxTokens);
    const preMs = performance.now() - arrived;
    const reused = await this.goBack(built.ids, request.anew);
    const prompt: PromptFacts = { tokens: built.ids.length, reused, notes: built.notes, cut: built.cut };
    emit({ kind: 'prompt', prompt });

    const endTokens = endless ? [] : this.#decoder.endTokens;
    const wanted = Math.min(Math.max(1, maxTokens), context - built.ids.length);
    const stream = new TokenStream(this.#tokenizer, built.ids, stop, this.#decoder.endTokens);
    const uniforms = new Uniforms(sampling.seed);
    const told: Token[] = [];
    const tell = (tokens: readonly Token[]) => {
      if (tokens.length === 0) return;
      told.push(...tokens);
      emit({ kind: 'tokens', tokens });
    };
    const interTokenMs: number[] = [];
    let prefillMs = 0;
    let firstTokenMs = 0;
    let count = 0;
    let ended: Written['ended'] | undefined;
    let next = built.ids.slice(reused);
    try {
      while (ended === undefined) {
        await breathe(HEARD_MS);
        const left = wanted - count;
        const steps = count === 0 ? 1 : this.nextSteps(left);
        const { written, ms } = await this.run(next, steps, sampling, uniforms, endTokens, breathe);
        const atMs = since1970();
        if (count === 0) {
          prefillMs = ms;
          firstTokenMs = Math.max(0, atMs - askedAtMs);
        } else interTokenMs.push(...written.map(() => ms / written.length));
        for (const step of written) {
          const { tokens, stopped } = stream.push(step, built.ids.length + count++, atMs);
          tell(tokens);
          if (stopped) ended = 'stop';
          else if (endTokens.includes(step.token)) ended = 'end';
          if (ended) break;
        }
        if (count >= wanted) ended ??= count >= maxTokens ? 'length' : 'context';
        next = this.#text.slice(-1);
      }
    } finally {
      // Of a text that was stopped, too.
      if (ended !== 'stop') tell(stream.end());
    }
    return {
      text: told.map(({ text }) => text).join(''),
      tokens: told,
      prompt,
      ended,
      preMs,
      prefillMs,
      firstTokenMs,
      totalMs: performance.now() - arrived,
      interTokenMs,
      cacheBytes: this.#form.cacheBytes,
    };
  }

  /** Forgets every text. */
  forget(): void {
    this.#form.clear();
    this.#text = [];
  }
}
