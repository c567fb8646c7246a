import type { DType, HostTensor, Values } from '../ir';
import { dataType, rawData, type Attribute, type Initialiser, type OnnxNode, type OnnxType } from '../onnx/model';
import { MAX_HALF, toHalf } from '../../../src/onnx/half';

export type AttributeMap = Readonly<Record<string, Attribute>>;

export type Precision = 'fp32' | 'fp16';

/** Shorter tensors, and vectors of any length, stay in single precision: biases and scales weigh little and cost accuracy. */
const MIN_HALF_LENGTH = 64;

/** Collects ONNX nodes and initialisers under unique names. Equal small constants are stored once. */
export class Emitter {
  readonly nodes: OnnxNode[] = [];
  readonly initialisers: Initialiser[] = [];
  /** Tensors of which half precision makes some values 0, with how many of how many. */
  readonly vanished = new Map<string, string>();
  /** Tensors that half precision can't hold; they stay in single. */
  readonly tooLarge = new Set<string>();
  readonly #precision: Precision;
  readonly #taken = new Set<string>();
  readonly #shared = new Map<string, string>();
  readonly #wide = new Map<string, string>();
  #scope = '';

  /** @param reserved names of inputs and outputs */
  constructor(precision: Precision, reserved: readonly string[]) {
    this.#precision = precision;
    for (const name of reserved) this.#taken.add(name);
  }

  /** Nodes emitted from here on are named after this node of the source graph. */
  enter(scope: string): void {
    this.#scope = scope;
  }

  /** Emits a node with one output and returns the output's name. */
  emit(op: string, inputs: readonly string[], attributes: AttributeMap = {}): string {
    return this.emitMany(op, inputs, attributes, 1)[0]!;
  }

  emitMany(op: string, inputs: readonly string[], attributes: AttributeMap, count: number): string[] {
    const name = this.#unique(`${this.#scope}/${op}`);
    const outputs = Array.from({ length: count }, (_, index) =>
      index === 0 ? name : this.#unique(`${name}:${index}`),
    );
    this.nodes.push({ op, name, inputs, outputs, attributes });
    return outputs;
  }

  /** Gives a tensor the name under which the model answers. */
  output(name: string, source: string): void {
    this.nodes.push({ op: 'Identity', name: `${name}/output`, inputs: [source], outputs: [name], attributes: {} });
  }

  cast(name: string, to: OnnxType): string {
    return this.emit('Cast', [name], { to: { i: dataType[to] } });
  }

  /** An int64 tensor as the int32 that TensorFlow.js has in its place. */
  narrow(name: string): string {
    const narrowed = this.cast(name, 'int32');
    this.#wide.set(narrowed, name);
    return narrowed;
  }

  /** An int32 tensor as int64; the one that it was narrowed from where there is one. */
  widen(name: string): string {
    const known = this.#wide.get(name);
    if (known) return known;
    const wide = this.cast(name, 'int64');
    this.#wide.set(name, wide);
    return wide;
  }

  /** Sizes, axes or indices, a vector unless told. */
  int64(values: readonly number[], shape: readonly number[] = [values.length]): string {
    return this.#share('int64', shape, values);
  }

  int64Scalar(value: number): string {
    return this.#share('int64', [], [value]);
  }

  scalar(value: number, dtype: DType): string {
    return this.#share(dtype, [], [value]);
  }

  /**
   * A constant of any size; trained weights in half precision where that was asked for, cast back when the model loads.
   * @param weight the name of a trained weight; undefined for other constants
   */
  constant({ dtype, shape, values }: HostTensor, weight?: string): string {
    if (values.length <= 16) return this.#share(dtype, shape, [...values]);
    const fits = weight !== undefined && dtype === 'float32' && shape.length > 1 && values.length >= MIN_HALF_LENGTH;
    if (!fits || this.#precision === 'fp32') return this.#initialiser(dtype, shape, values);
    if (!withinHalf(values)) {
      this.tooLarge.add(weight);
      return this.#initialiser(dtype, shape, values);
    }
    const lost = vanishing(values);
    if (lost) this.vanished.set(weight, `${lost} of ${values.length}`);
    return this.cast(this.#initialiser('float16', shape, values), 'float32');
  }

  #share(type: OnnxType, dims: readonly number[], values: readonly number[]): string {
    // −0 and 0 are written alike in a key, but are not the same constant.
    const key = `${type}[${dims}]${values.map((value) => (Object.is(value, -0) ? '-0' : value))}`;
    const known = this.#shared.get(key);
    if (known) return known;
    const name = this.#initialiser(type, dims, values);
    this.#shared.set(key, name);
    return name;
  }

  #initialiser(type: OnnxType, dims: readonly number[], values: Values | readonly number[]): string {
    const name = this.#unique(`${this.#scope}/${type}`);
    this.initialisers.push({ name, type, dims, data: rawData(values, type) });
    return name;
  }

  #unique(base: string): string {
    let name = base;
    for (let count = 1; this.#taken.has(name); count++) name = `${base}_${count}`;
    this.#taken.add(name);
    return name;
  }
}

function withinHalf(values: Values): boolean {
  return (values as Float32Array).every((value) => Math.abs(value) <= MAX_HALF);
}

/** How many values that are not 0 half precision makes 0. */
function vanishing(values: Values): number {
  let count = 0;
  for (const value of values as Float32Array) if (value !== 0 && (toHalf(value) & 0x7fff) === 0) count++;
  return count;
}
