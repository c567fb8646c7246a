import { isResident, type Tensor, type Value, type ValueMap } from '../../../domain/tensor';
import type { DecoderFacts } from '../../../models/card';
import { bytesOf, carriedOver, freeAll, partsOf } from './caches';

/** A cache as Optimum's graphs have it, [1, heads, tokens, head size] for each part: each run leaves a longer one. */
export class GrowingCache {
  readonly #decoder: DecoderFacts;
  readonly parts: ReturnType<typeof partsOf>;
  #held: Map<string, Value>;
  #length = 0;

  constructor(decoder: DecoderFacts) {
    this.#decoder = decoder;
    this.parts = partsOf(decoder);
    this.#held = this.#empty();
  }

  #empty(): Map<string, Value> {
    const { keyValueHeads, headSize } = this.#decoder;
    const none: Tensor = { dtype: 'float32', shape: [1, keyValueHeads, 0, headSize], data: new Float32Array(0) };
    return new Map(this.parts.map(({ past }) => [past, none]));
  }

  get feeds(): ValueMap {
    return Object.fromEntries(this.#held);
  }

  get length(): number {
    return this.#length;
  }

  get bytes(): number {
    return bytesOf(this.#decoder, this.#length);
  }

  /** @param outputs of a run that left it @param length tokens in it now */
  take(outputs: ValueMap, length: number): void {
    freeAll(this.#held.values());
    this.#held = carriedOver(outputs, this.parts);
    this.#length = length;
  }

  async rewind(length: number): Promise<void> {
    if (length >= this.#length) return;
    const held = this.#held;
    if (length === 0) this.#held = this.#empty();
    else {
      const kept = new Map<string, Value>();
      for (const [name, value] of held) kept.set(name, this.#beginning(await onCpu(value), length));
      this.#held = kept;
    }
    freeAll(held.values());
    this.#length = length;
  }

  #beginning({ dtype, shape, data }: Tensor, length: number): Tensor {
    const [batch = 1, heads = 1, tokens = 0, width = 1] = shape;
    const kept = new Float32Array(batch * heads * length * width);
    for (let head = 0; head < batch * heads; head++) {
      const from = head * tokens * width;
      kept.set((data as Float32Array).subarray(from, from + length * width), head * length * width);
    }
    return { dtype, shape: [batch, heads, length, width], data: kept };
  }

  clear(): void {
    freeAll(this.#held.values());
    this.#held = this.#empty();
    this.#length = 0;
  }
}

const onCpu = async (value: Value): Promise<Tensor> => (isResident(value) ? value.read() : value);
