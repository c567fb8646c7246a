import type { Tensor, Value, ValueMap } from '../../../domain/tensor';
import { likeliest, step, type Likely, type Step } from '../sampler';
import { bytesOf, carriedOver, freeAll, partsOf } from './caches';
import { integers } from './feeds';
import type { Ask, Form, FormParts } from './form';

/** Tokens of a prompt that are read in one run; fewer are filled up, so that no shader is made for every length. */
const CHUNK = 32;
/** Marks what fills up. */
const NOWHERE = -1;

/**
 * A graph with a cache of fixed size (`src/decoder/tfjs.ts`), which stays on the device; only logits are read back, and the choice
 * is made here. What lies behind the tokens read takes no part, so that going back costs nothing.
 */
export class StaticForm implements Form {
  readonly id = 'static';
  readonly mostSteps = 1;
  readonly #parts: FormParts;
  readonly #names: ReturnType<typeof partsOf>;
  readonly #keep: readonly string[];
  #held: Map<string, Value>;
  #length = 0;

  constructor(parts: FormParts) {
    this.#parts = parts;
    this.#names = partsOf(parts.decoder);
    this.#keep = this.#names.map(({ present }) => present);
    this.#held = this.#empty();
  }

  #empty(): Map<string, Value> {
    const { keyValueHeads, context, headSize } = this.#parts.decoder;
    const shape = [keyValueHeads, context, headSize];
    const nought: Tensor = { dtype: 'float32', shape, data: new Float32Array(keyValueHeads * context * headSize) };
    return new Map(this.#names.map(({ past }) => [past, nought]));
  }

  get length(): number {
    return this.#length;
  }

  get cacheBytes(): number {
    return bytesOf(this.#parts.decoder, this.#parts.decoder.context);
  }

  /** @param rows places among `ids` whose logits are wanted @returns logits [rows, vocabulary] */
  async #read(ids: readonly number[], rows: readonly number[]): Promise<Float32Array> {
    const padding = new Array<number>(ids.length === 1 ? 0 : CHUNK - ids.length).fill(0);
    const feeds: ValueMap = {
      ids: integers([...ids, ...padding]),
      positions: integers([...ids.map((_, at) => this.#length + at), ...padding.map(() => NOWHERE)]),
      rows: integers(rows),
      ...Object.fromEntries(this.#held),
    };
    const outputs = await this.#parts.network.run(feeds, this.#keep);
    freeAll(this.#held.values());
    this.#held = carriedOver(outputs, this.#names);
    this.#length += ids.length;
    return (outputs['logits'] as Tensor).data as Float32Array;
  }

  async write({ ids, sampling, uniforms, seen }: Ask, between: () => Promise<void>): Promise<Step[]> {
    let logits = new Float32Array(0);
    for (let at = 0; at < ids.length; at += CHUNK) {
      if (at > 0) await between();
      const some = ids.slice(at, at + CHUNK);
      logits = (await this.#read(some, [some.length - 1])) as typeof logits;
    }
    return [step(logits, sampling, uniforms[0] as number, [...seen, ...ids])];
  }

  async follow(ids: readonly number[], between: () => Promise<void>): Promise<Likely[][]> {
    const { vocabulary } = this.#parts.decoder;
    const told: Likely[][] = [];
    for (let at = 0; at < ids.length; at += CHUNK) {
      await between();
      const some = ids.slice(at, at + CHUNK);
      // All rows whatever is read, so that this is one more shape and not one for each length.
      const rows = Array.from({ length: some.length === 1 ? 1 : CHUNK }, (_, row) => Math.min(row, some.length - 1));
      const logits = await this.#read(some, rows);
      for (const row of some.keys()) told.push(likeliest(logits.subarray(row * vocabulary, (row + 1) * vocabulary)));
    }
    return told;
  }

  async rewind(length: number): Promise<void> {
    this.#length = Math.min(length, this.#length);
  }

  clear(): void {
    freeAll(this.#held.values());
    this.#held = this.#empty();
    this.#length = 0;
  }
}
