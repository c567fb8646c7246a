import type { io } from '@tensorflow/tfjs-core';
import { ConversionError, excerpt } from '../../errors';
import { sizeOf, UNKNOWN } from '../../ir';
import { int, type GraphBuilder } from '../builder';
import { LayerAttributes, type LayerConfig } from './attributes';

/** A tensor between layers: the node that makes it, and its shape with `UNKNOWN` where the model leaves a length open. */
export interface LayerTensor {
  readonly name: string;
  readonly shape: readonly number[];
}

/** What a model's layers have in common. */
export interface LayerScope {
  readonly builder: GraphBuilder;
  readonly specs: ReadonlyMap<string, io.WeightsManifestEntry>;
  /** The node of every weight. */
  readonly constants: ReadonlyMap<string, string>;
  /** Weights that some layer has read. */
  readonly used: Set<string>;
  /** Keras' major version: some names mean something else from 3 on. */
  readonly keras: 2 | 3;
  /** Assumptions, for the person who converts. */
  readonly notes: Set<string>;
  /** Rows of the table that an input is looked up in, by the node that makes it. */
  readonly tables: Map<string, number>;
}

/** 4 GiB of floats: no layer makes as much of one input. */
const MAX_VALUES = 2 ** 30;

/** One layer of a Keras model while it becomes graph nodes. */
export class LayerContext {
  readonly attributes: LayerAttributes;

  constructor(
    readonly scope: LayerScope,
    readonly name: string,
    readonly config: LayerConfig,
  ) {
    this.attributes = new LayerAttributes(config, (reason) => this.refuse(reason));
  }

  get builder(): GraphBuilder {
    return this.scope.builder;
  }

  /** The same layer with another configuration: an activation that is a layer itself. */
  inner(config: LayerConfig): LayerContext {
    return new LayerContext(this.scope, this.name, config);
  }

  /**
   * The node of a trained weight; the file may have put scopes before or between the layer's name and its own, or number
   * a layer's weights in their order.
   * @param shape as the attributes and the input want it, `UNKNOWN` where either leaves it open
   * @param index its place among the layer's weights
   */
  weight(own: string, shape: readonly number[], index: number): { name: string; shape: readonly number[] } {
    const found = this.#find(own, index);
    const name = found && this.scope.constants.get(found);
    if (!name) this.refuse(`it has no weight ${own}`);
    this.scope.used.add(found!);
    const spec = this.scope.specs.get(found!)!;
    if (spec.dtype !== 'float32') this.refuse(`its weight ${own} is ${spec.dtype}`);
    const fits =
      spec.shape.length === shape.length && shape.every((length, i) => length === UNKNOWN || length === spec.shape[i]);
    if (!fits) {
      this.refuse(`its weight ${own} is [${spec.shape}], where its attributes and input make it ${described(shape)}`);
    }
    return { name, shape: spec.shape };
  }

  #find(own: string, index: number): string | undefined {
    for (const wanted of [own, String(index)]) {
      const exact = `${this.name}/${wanted}`;
      if (this.scope.specs.has(exact)) return exact;
      const scoped = [...this.scope.specs.keys()].find((path) => {
        const parts = path.split('/');
        return parts.at(-1) === wanted && parts.slice(0, -1).includes(this.name);
      });
      if (scoped) return scoped;
    }
    return undefined;
  }

  /** A vector of integers. */
  vector(...values: number[]): string {
    return this.builder.constant(values, [values.length], 'int32');
  }

  integer(value: number): string {
    return this.builder.constant([value], [], 'int32');
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

  transpose(x: LayerTensor, perm: readonly number[]): LayerTensor {
    if (perm.every((axis, index) => axis === index)) return x;
    return { name: this.op('Transpose', [x.name, this.vector(...perm)]), shape: perm.map((axis) => x.shape[axis]!) };
  }

  /** @throws ConversionError unless the input has one of these ranks */
  ranked(x: LayerTensor, ...ranks: readonly number[]): void {
    if (!ranks.includes(x.shape.length)) {
      this.refuse(`its input is ${described(x.shape)}, not of rank ${ranks.join(' or ')}`);
    }
  }

  /** A non-negative axis; the batch is none to work along. */
  axis(name: string, axis: number, rank: number): number {
    const own = axis < 0 ? axis + rank : axis;
    return Number.isInteger(own) && own > 0 && own < rank
      ? own
      : this.refuse(`its ${name} is ${axis}, where its input has rank ${rank} and axis 0 is the batch`);
  }

  /** @throws ConversionError for a length of 0 or less, or more values than any memory holds */
  checkShape({ shape }: LayerTensor): void {
    const known = shape.filter((length) => length !== UNKNOWN);
    if (!known.every((length) => Number.isInteger(length) && length > 0)) {
      this.refuse(`its output would be ${described(shape)}, which has no values`);
    }
    if (sizeOf(known) > MAX_VALUES) this.refuse(`its output would be ${described(shape)}, too large for any memory`);
  }

  refuse(reason: string): never {
    throw new ConversionError(`Layer ${excerpt(this.name)} can't be converted: ${reason}.`);
  }

  /** Nodes keep the source's layer names. */
  op(...args: Parameters<GraphBuilder['op']>): string {
    const [op, inputs, attr] = args;
    return this.builder.op(op, inputs, attr, `${this.name}/${op}`);
  }

  /** An elementwise node: the shape stays. */
  same(x: LayerTensor, op: string, others: readonly string[] = []): LayerTensor {
    return { name: this.op(op, [x.name, ...others]), shape: x.shape };
  }
}

export function described(shape: readonly number[]): string {
  return `[${shape.map((length) => (length === UNKNOWN ? '?' : length)).join(', ')}]`;
}

/** Known lengths multiplied; `UNKNOWN` where one is. */
export function product(lengths: readonly number[]): number {
  return lengths.includes(UNKNOWN) ? UNKNOWN : sizeOf(lengths);
}

/** Turns the one input of a layer into its output. */
export type Layer = (layer: LayerContext, x: LayerTensor) => LayerTensor;
export type LayerTable = Readonly<Record<string, Layer>>;
/** The same for layers that join several inputs. */
export type Join = (layer: LayerContext, inputs: readonly LayerTensor[]) => LayerTensor;
export type JoinTable = Readonly<Record<string, Join>>;
