/**
 * The intermediate form between TensorFlow.js and ONNX: a graph of typed nodes in an order in which they can run, and for
 * every tensor what is known of it. Layouts (`layout.ts`) are added per tensor while nodes are lowered.
 */
import type { Attributes } from './read/attributes';

/** TensorFlow.js' own types: what a graph declares as int64, uint8 or half runs as one of these. */
export type DType = 'float32' | 'int32' | 'bool';

/** Values in row-major order; booleans are 0 and 1. */
export type Values = Float32Array | Int32Array | Uint8Array;

/** One output of one node: `<node name>:<output index>`. */
export type TensorKey = `${string}:${number}`;

/** A length that differs between runs. */
export const UNKNOWN = -1;

export interface GraphNode {
  readonly name: string;
  readonly op: string;
  readonly inputs: readonly TensorKey[];
  /** How many tensors it makes. */
  readonly outputs: number;
  readonly attributes: Attributes;
}

export interface GraphInput {
  readonly name: string;
  readonly key: TensorKey;
  readonly dtype: DType;
  /** `UNKNOWN` where the model leaves a length open. */
  readonly shape: readonly number[];
  /** Rows of the table that its values are looked up in, where they are. */
  readonly rows?: number | undefined;
}

export interface GraphOutput {
  /** As TensorFlow.js names it, without a trailing `:0`. */
  readonly name: string;
  readonly key: TensorKey;
}

/** What a conversion starts from: only nodes that an output needs, each after its inputs. */
export interface Graph {
  readonly nodes: readonly GraphNode[];
  readonly inputs: readonly GraphInput[];
  readonly outputs: readonly GraphOutput[];
}

/** What running the graph has shown of one tensor. */
export interface TensorFact {
  readonly dtype: DType;
  /** `UNKNOWN` where the probes disagree. */
  readonly shape: readonly number[];
  /** Present where the tensor is the same in every run. */
  readonly values?: Values;
  /** True for trained weights, also after a change of shape: these may be stored in half precision. */
  readonly weight?: true | undefined;
}

export type Facts = ReadonlyMap<TensorKey, TensorFact>;

/** A dense tensor outside any runtime. */
export interface HostTensor {
  readonly dtype: DType;
  readonly shape: readonly number[];
  readonly values: Values;
}

export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}

/** `a`, `a:0` and `a:name:0` are the first output of node `a`. */
export function tensorKey(reference: string): TensorKey {
  const parts = reference.split(':');
  return parts.length === 1 ? `${reference}:0` : `${parts[0]!}:${Number(parts.at(-1))}`;
}

export function nodeOf(key: TensorKey): string {
  return key.slice(0, key.lastIndexOf(':'));
}
