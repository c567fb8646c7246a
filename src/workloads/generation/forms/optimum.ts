import { Problem } from '../../../domain/problem';
import type { Tensor, ValueMap } from '../../../domain/tensor';
import { quoted } from '../../../domain/text';
import { listed, plural } from '../../../domain/words';
import { likeliest, step, type Likely, type Step } from '../sampler';
import { inSingles, wholes } from './feeds';
import { READ_AT_ONCE, type Ask, type Form, type FormParts } from './form';
import { GrowingCache } from './growing';

/** Logits of every token read come back: of so many at once that they stay below this. */
const LOGITS_BYTES = 32e6;

/** What such a graph may take beside its cache. */
const known = ['input_ids', 'attention_mask', 'position_ids', 'num_logits_to_keep'];

/**
 * That a graph asks for nothing which is not given, and has a cache of as many layers as its configuration says.
 * @throws Problem `missing-feature` with what it asks for
 */
function checkInputs({ network: { inputs }, decoder: { layers } }: FormParts): void {
  const [cache, others] = [inputs.filter((name) => name.startsWith('past_key_values.')), new Set(inputs)];
  for (const name of [...known, ...cache]) others.delete(name);
  if (others.size > 0) {
    const names = listed([...others].slice(0, 3).map((name) => quoted(name)));
    throw new Problem(
      'missing-feature',
      `The model’s graph asks for ${names}, which this page doesn’t know to give it.`,
    );
  }
  if (cache.length === 0)
    throw new Problem('missing-feature', 'The model’s graph has no cache: it would read all of a text for each token.');
  if (cache.length !== 2 * layers) {
    const has = `The model’s graph has a cache of ${plural(cache.length / 2, 'layer')}`;
    throw new Problem('input', `${has}, and its config.json says ${layers}. Name another copy of the model.`);
  }
}

/**
 * A graph as Optimum exports it. One run reads any number of tokens; the cache stays where the runtime keeps it, only logits are
 * read back, and the choice is made here.
 */
export class OptimumForm implements Form {
  readonly id = 'optimum';
  readonly mostSteps = 1;
  readonly #parts: FormParts;
  readonly #cache: GrowingCache;
  readonly #keep: readonly string[];
  readonly #chunk: number;

  constructor(parts: FormParts) {
    this.#parts = parts;
    checkInputs(parts);
    this.#cache = new GrowingCache(parts);
    this.#keep = this.#cache.parts.map(({ present }) => present);
    this.#chunk = Math.max(1, Math.min(READ_AT_ONCE, Math.floor(LOGITS_BYTES / (4 * parts.decoder.vocabulary))));
  }

  get length(): number {
    return this.#cache.length;
  }

  get cacheBytes(): number {
    return this.#cache.bytes;
  }

  /** @returns logits, a row of so many for each token read */
  async #read(ids: readonly number[]): Promise<{ readonly rows: Float32Array; readonly width: number }> {
    const { network } = this.#parts;
    const total = this.#cache.length + ids.length;
    const feeds: Record<string, ValueMap[string]> = {
      input_ids: wholes(ids, [1, ids.length]),
      attention_mask: wholes(new Array<number>(total).fill(1), [1, total]),
      ...this.#cache.feeds,
    };
    if (network.inputs.includes('position_ids')) {
      const positions = ids.map((_, at) => this.#cache.length + at);
      feeds['position_ids'] = wholes(positions, [1, ids.length]);
    }
    // Of all that are read: what is chosen from them is one thing, and what is compared is another.
    if (network.inputs.includes('num_logits_to_keep')) feeds['num_logits_to_keep'] = wholes([0], []);
    const outputs = await network.run(feeds, this.#keep);
    this.#cache.take(outputs, total);
    const logits = outputs['logits'] as Tensor;
    const width = logits.shape.at(-1) ?? 0;
    const { vocabulary } = this.#parts.decoder;
    if (width < vocabulary) {
      const told = `its configuration names ${vocabulary} tokens, its graph weighs ${width}`;
      throw new Problem('input', 'The files of this model don’t belong together. Name another copy of it.', told);
    }
    return { rows: inSingles(logits), width };
  }

  async *#rows(ids: readonly number[], between: () => Promise<void>): AsyncGenerator<Float32Array> {
    const { vocabulary } = this.#parts.decoder;
    for (let at = 0; at < ids.length; at += this.#chunk) {
      if (at > 0) await between();
      const { rows, width } = await this.#read(ids.slice(at, at + this.#chunk));
      // Wider than the vocabulary where a head was filled up: no token is beyond it.
      for (let from = 0; from < rows.length; from += width) yield rows.subarray(from, from + vocabulary);
    }
  }

  async write({ ids, sampling, uniforms, seen }: Ask, between: () => Promise<void>): Promise<Step[]> {
    let last = new Float32Array(0);
    for await (const row of this.#rows(ids, between)) last = row as typeof last;
    return [step(last, sampling, uniforms[0] as number, [...seen, ...ids])];
  }

  async follow(ids: readonly number[], between: () => Promise<void>): Promise<Likely[][]> {
    const told: Likely[][] = [];
    for await (const row of this.#rows(ids, between)) told.push(likeliest(row));
    return told;
  }

  rewind(length: number): Promise<void> {
    return this.#cache.rewind(length);
  }

  clear(): void {
    this.#cache.clear();
  }
}
