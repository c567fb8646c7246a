import { isResident, type Tensor, type Value, type ValueMap } from '../../../domain/tensor';
import type { DecoderFacts } from '../../../models/card';
import { bytesOf, carriedOver, freeAll, partsOf } from './caches';
import type { FormParts } from './form';

/** Bytes of a number in a cache, by its type. */
const bytesEach: Readonly<Record<string, number>> = { float16: 2, float32: 4 };

/**
 * A cache as Optimum's graphs have it, [1, heads, tokens, head size] for each part, in the precision that the graph takes: each run
 * leaves a longer one.
 */
export class GrowingCache {
  readonly #decoder: DecoderFacts;
  readonly #network: FormParts['network'];
  readonly parts: ReturnType<typeof partsOf>;
  #held: Map<string, Value>;
  #length = 0;

  constructor({ decoder, network }: FormParts) {
    this.#decoder = decoder;
    this.#network = network;
    this.parts = partsOf(decoder);
    this.#held = this.#empty();
  }

  #empty(): Map<string, Value> {
    const { keyValueHeads, headSize } = this.#decoder;
    return new Map(
      this.parts.map(({ past }) => {
        const { dtype = 'float32', shape = [] } = this.#network.inputType?.(past) ?? {};
        const data = dtype === 'float16' ? new Uint16Array(0) : new Float32Array(0);
        return [past, { dtype, shape: [1, shape[1] ?? keyValueHeads, 0, shape[3] ?? headSize], data }];
      }),
    );
  }

  get feeds(): ValueMap {
    return Object.fromEntries(this.#held);
  }

  get length(): number {
    return this.#length;
  }

  get bytes(): number {
    const [first] = this.#held.values();
    return bytesOf(this.#decoder, this.#length, bytesEach[first?.dtype ?? '']);
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
    const numbers = data as Float32Array;
    // Of the same kind: halves may be a `Float16Array` where the browser has that.
    const kept = new (numbers.constructor as Float32ArrayConstructor)(batch * heads * length * width);
    for (let head = 0; head < batch * heads; head++) {
      const from = head * tokens * width;
      kept.set(numbers.subarray(from, from + length * width), head * length * width);
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
