import type { io } from '@tensorflow/tfjs-core';
import { ConversionError, excerpt } from '../errors';
import { int, type GraphBuilder } from './builder';

export type LayerConfig = Readonly<Record<string, unknown>>;

/** One layer of a Keras model while it becomes graph nodes. */
export class LayerContext {
  constructor(
    readonly builder: GraphBuilder,
    readonly name: string,
    readonly config: LayerConfig,
    private readonly specs: ReadonlyMap<string, io.WeightsManifestEntry>,
    private readonly constants: ReadonlyMap<string, string>,
  ) {}

  number(key: string, fallback: number): number {
    const value = this.config[key] ?? fallback;
    if (typeof value !== 'number') this.refuse(`${key} is ${excerpt(JSON.stringify(value))}`);
    return value;
  }

  flag(key: string, fallback: boolean): boolean {
    return Boolean(this.config[key] ?? fallback);
  }

  string(key: string, fallback: string): string {
    return String(this.config[key] ?? fallback);
  }

  /** A list of `length` numbers, or one number for all of them. */
  numbers(key: string, length: number, fallback = 1): number[] {
    const value = this.config[key] ?? fallback;
    const list = Array.isArray(value) ? value.map(Number) : new Array<number>(length).fill(Number(value));
    if (list.length !== length || !list.every(Number.isFinite))
      this.refuse(`${key} is ${excerpt(JSON.stringify(value))}`);
    return list;
  }

  /** Name and shape of a trained weight; the file may have put scopes before or between the layer's name and its own. */
  weight(own: string): { name: string; shape: readonly number[] } {
    const exact = `${this.name}/${own}`;
    const found = this.specs.has(exact)
      ? exact
      : [...this.specs.keys()].find((path) => {
          const parts = path.split('/');
          return parts.at(-1) === own && parts.slice(0, -1).includes(this.name);
        });
    const name = found && this.constants.get(found);
    if (!name) this.refuse(`it has no weight ${own}`);
    return { name, shape: this.specs.get(found!)!.shape };
  }

  /** A vector of integers. */
  vector(...values: number[]): string {
    return this.builder.constant(values, [values.length], 'int32');
  }

  scalar(value: number): string {
    return this.builder.constant([value], []);
  }

  /** Lengths `from` … `to` − 1 of a tensor's shape, as a vector known when the model runs. */
  lengths(x: string, from: number, to: number): string {
    const shape = this.builder.op('Shape', [x]);
    return this.builder.op('StridedSlice', [shape, this.vector(from), this.vector(to), this.vector(1)]);
  }

  /** Integer vectors behind one another. */
  joined(...vectors: string[]): string {
    const axis = this.builder.constant([0], [], 'int32');
    return this.builder.op('ConcatV2', [...vectors, axis], { N: int(vectors.length) });
  }

  refuse(reason: string): never {
    throw new ConversionError(`Layer ${excerpt(this.name)} can't be converted: ${reason}.`);
  }

  /** Nodes keep the source's layer names. */
  op(...args: Parameters<GraphBuilder['op']>): string {
    const [op, inputs, attr] = args;
    return this.builder.op(op, inputs, attr, `${this.name}/${op}`);
  }
}

/** Turns the inputs of one layer into its output. */
export type Layer = (layer: LayerContext, inputs: readonly string[]) => string;
export type LayerTable = Readonly<Record<string, Layer>>;
