import type { Precision } from '../models/artefact';
import { bytesOfType, type DataType, type Initialiser } from '../onnx/graph';
import { toHalf } from '../onnx/half';
import { quantiseBlocks, type Blocks } from './blocks';
import type { Named } from './describe';
import type { Store } from './store';
import type { WeightSource } from './weights';

/** Numbers that share a scale, where weights are stored in 8 or 4 bits. */
export const BLOCK = 32;

const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView) =>
  new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength);

function transposed(data: Float32Array, rows: number, columns: number): Float32Array {
  const result = new Float32Array(data.length);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++)
      result[column * rows + row] = data[row * columns + column] as number;
  }
  return result;
}

/** Initialisers of a decoder in one precision, each made once. */
export class Weights {
  readonly #source: WeightSource;
  readonly #precision: Precision;
  readonly #store: Store;
  readonly #made = new Map<string, Initialiser>();

  constructor(source: WeightSource, precision: Precision, store: Store) {
    this.#source = source;
    this.#precision = precision;
    this.#store = store;
  }

  get initialisers(): readonly Initialiser[] {
    return [...this.#made.values()];
  }

  get isQuantised(): boolean {
    return this.#precision === 'int8' || this.#precision === 'int4';
  }

  get isHalf(): boolean {
    return this.#precision === 'fp16';
  }

  add(name: string, type: DataType, dims: readonly number[], data: () => ArrayBufferView): string {
    if (!this.#made.has(name)) {
      const length = Math.ceil(dims.reduce((product, side) => product * side, bytesOfType[type]));
      const stored = this.#store.put(name, length, () => bytesOf(data()));
      this.#made.set(name, { name, type, dims, data: stored });
    }
    return name;
  }

  /** A number or a list of them, in the model itself: shape inference reads such. */
  constant(
    name: string,
    type: 'int64' | 'int32' | 'float32',
    dims: readonly number[],
    values: readonly number[],
  ): string {
    const data = {
      int64: () => BigInt64Array.from(values, BigInt),
      int32: () => Int32Array.from(values),
      float32: () => Float32Array.from(values),
    }[type]();
    if (!this.#made.has(name)) this.#made.set(name, { name, type, dims, data: bytesOf(data) });
    return name;
  }

  vector({ name, shape }: Named, offset = 0): string {
    return this.add(name, 'float32', shape, () => this.#source.read(name, shape).data.map((value) => value + offset));
  }

  /**
   * A table [rows, columns] as it lies in the file, in single or half precision.
   * @param asColumns turned, for a matrix product from the left
   */
  matrix({ name, shape }: Named, asColumns: boolean): { name: string; isHalf: boolean } {
    const [rows, columns] = shape as [number, number];
    const own = asColumns ? `${name}.turned` : name;
    const dims = asColumns ? [columns, rows] : [rows, columns];
    const { drawn } = this.#source;
    const data = () => {
      const { data: read } = this.#source.read(name, shape);
      return asColumns && !drawn ? transposed(read, rows, columns) : read;
    };
    const halves = () => drawn?.halves(shape) ?? Uint16Array.from(data(), toHalf);
    if (this.isHalf) this.add(own, 'float16', dims, halves);
    else this.add(own, 'float32', dims, data);
    return { name: own, isHalf: this.isHalf };
  }

  /** Of a number in a rounded matrix. */
  get bits(): 4 | 8 {
    return this.#precision === 'int4' ? 4 : 8;
  }

  #quantised({ name, shape }: Named, bits: 4 | 8): () => Blocks {
    let made: Blocks | undefined;
    return () =>
      (made ??=
        this.#source.drawn?.blocks(shape, bits, BLOCK) ??
        quantiseBlocks(this.#source.read(name, shape).data, shape[1] as number, bits, BLOCK));
  }

  /** As `MatMulNBits` reads them. */
  blocks(weight: Named, bits: 4 | 8): { packed: string; scales: string; bits: 4 | 8 } {
    const [rows, columns] = weight.shape as [number, number];
    const name = `${weight.name}.int${bits}`;
    const quantised = this.#quantised(weight, bits);
    const across = columns / BLOCK;
    const width = (BLOCK * bits) / 8;
    const packed = this.add(name, 'uint8', [rows, across, width], () => quantised().packed);
    const scales = this.add(`${name}.scales`, 'float32', [rows, across], () => quantised().scales);
    return { packed, scales, bits };
  }
}
