import type { io } from '@tensorflow/tfjs-core';
import { ConversionError } from '../errors';
import type { DType } from '../ir';
import type { RawAttribute } from './attributes';
import type { NodeDef } from './graph-model';

/** No network comes near. */
const MAX_NODES = 200_000;

const encoded = (value: string) => Buffer.from(value).toString('base64');

export const int = (i: number): RawAttribute => ({ i: String(i) });
export const float = (f: number): RawAttribute => ({ f });
export const bool = (b: boolean): RawAttribute => ({ b });
export const text = (s: string): RawAttribute => ({ s: encoded(s) });
export const ints = (...values: number[]): RawAttribute => ({ list: { i: values.map(String) } });
export const texts = (...values: string[]): RawAttribute => ({ list: { s: values.map(encoded) } });
export const type = (dtype: DType): RawAttribute => ({
  type: { float32: 'DT_FLOAT', int32: 'DT_INT32', bool: 'DT_BOOL' }[dtype],
});

/** Writes a TensorFlow.js graph model, node by node. Every method returns the name to use as another node's input. */
export class GraphBuilder {
  readonly #nodes: NodeDef[] = [];
  readonly #specs: io.WeightsManifestEntry[] = [];
  readonly #data: Uint8Array[] = [];
  readonly #taken = new Set<string>();

  /** @param shape −1 leaves a length open */
  input(name: string, shape: readonly number[], dtype: DType = 'float32'): string {
    const dim = shape.map((size) => ({ size: String(size) }));
    return this.op('Placeholder', [], { dtype: type(dtype), shape: { shape: { dim } } }, name);
  }

  constant(values: readonly number[], shape: readonly number[], dtype: DType = 'float32', name = 'const'): string {
    const arrays = { float32: Float32Array, int32: Int32Array, bool: Uint8Array };
    const data = new Uint8Array(arrays[dtype].from(values).buffer);
    return this.weight({ name, shape: [...shape], dtype }, data);
  }

  /** A constant given by its bytes, quantised perhaps. */
  weight(spec: io.WeightsManifestEntry, data: Uint8Array): string {
    const name = this.op('Const', [], { dtype: type(spec.dtype as DType) }, spec.name);
    this.#specs.push({ ...spec, name });
    this.#data.push(data);
    return name;
  }

  op(
    op: string,
    inputs: readonly string[],
    attr: Readonly<Record<string, RawAttribute>> = {},
    wanted: string = op,
  ): string {
    // A colon would count outputs, and a leading ^ order nodes.
    const proper = wanted.replace(/:|^\^/g, '_');
    let name = proper;
    for (let count = 1; this.#taken.has(name); count++) name = `${proper}_${count}`;
    this.#taken.add(name);
    // Models within models can be called by one another any number of times.
    if (this.#nodes.length >= MAX_NODES) throw new ConversionError(`The model comes to more than ${MAX_NODES} nodes.`);
    this.#nodes.push({ name, op, input: inputs, attr });
    return name;
  }

  /** @param outputs answer's names, in order */
  build(outputs: readonly string[]): io.ModelArtifacts {
    // Keys that are whole numbers would come first, whatever the order.
    const keyOf = (name: string) => (/^\d+$/.test(name) ? `output ${name}` : name);
    const signature = { outputs: Object.fromEntries(outputs.map((name) => [keyOf(name), { name }])) };
    return {
      modelTopology: { node: this.#nodes, versions: {} },
      weightSpecs: this.#specs,
      weightData: new Uint8Array(Buffer.concat(this.#data)).buffer,
      format: 'graph-model',
      signature,
    };
  }
}
