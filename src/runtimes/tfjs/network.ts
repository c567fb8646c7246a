import { loadGraphModel, type GraphModel } from '@tensorflow/tfjs-converter';
import * as tf from '@tensorflow/tfjs-core';
import { Problem } from '../../domain/problem';
import type { DType, Tensor, TensorMap, Value, ValueMap } from '../../domain/tensor';
import { checkKeepable, disposedNetwork, Keeper } from '../keeper';
import type { LoadedCard, LoadOptions, Network } from '../types';
import { dynamicOps } from './dynamicOps';

interface ModelJson {
  readonly format?: string;
  readonly modelTopology: { readonly node?: readonly { readonly op: string }[] };
  readonly weightsManifest: readonly {
    readonly paths: readonly string[];
    readonly weights: tf.io.WeightsManifestEntry[];
  }[];
  readonly signature?: object;
  readonly userDefinedMetadata?: { [key: string]: object };
}

/** Joins the shards in the manifest's order. The files are found by the last part of their path. */
function artefacts(files: ReadonlyMap<string, ArrayBuffer>): { json: ModelJson; handler: tf.io.IOHandler } {
  const byName = new Map([...files].map(([path, bytes]) => [path.split('/').pop() as string, bytes]));
  const jsonName = [...byName.keys()].find((name) => name.endsWith('.json'));
  const json = JSON.parse(new TextDecoder().decode(byName.get(jsonName as string))) as ModelJson;
  const shards = json.weightsManifest
    .flatMap((group) => group.paths)
    .map((path) => {
      const bytes = byName.get(path);
      if (!bytes) throw new Problem('no-artefact', `The card lists no file for the weight shard ${path}.`);
      return bytes;
    });
  return {
    json,
    handler: {
      load: async () => ({
        modelTopology: json.modelTopology,
        format: json.format,
        signature: json.signature,
        userDefinedMetadata: json.userDefinedMetadata,
        weightSpecs: json.weightsManifest.flatMap((group) => group.weights),
        weightData: shards,
      }),
    },
  };
}

const described = (tensor: tf.Tensor) => ({ dtype: tensor.dtype as DType, shape: tensor.shape });

export const tfjsKeeper = () =>
  new Keeper<tf.Tensor>({
    describe: described,
    read: async (tensor) => ({ ...described(tensor), data: (await tensor.data()) as Float32Array }),
    free: (tensor) => tensor.dispose(),
  });

/** Reads tensors back to CPU memory, in their order. */
export type Readback = (tensors: readonly tf.Tensor[]) => Promise<tf.TypedArray[]>;

/** All readbacks are asked for before any is awaited, so that a GPU flushes once. */
export const readAll: Readback = (tensors) => Promise.all(tensors.map((tensor) => tensor.data()));

export class TfjsNetwork implements Network {
  readonly #model: GraphModel;
  readonly #dynamic: boolean;
  readonly #outputNames: string[];
  readonly #keeper: Keeper<tf.Tensor>;
  readonly #keepable: LoadOptions['keepable'];
  #disposed = false;
  readonly #readback: Readback;

  private constructor(
    model: GraphModel,
    dynamic: boolean,
    outputNames: string[],
    keeper: Keeper<tf.Tensor>,
    readback: Readback,
    keepable: LoadOptions['keepable'],
  ) {
    this.#model = model;
    this.#dynamic = dynamic;
    this.#outputNames = outputNames;
    this.#keeper = keeper;
    this.#readback = readback;
    this.#keepable = keepable;
  }

  static async load(
    { outputs }: Pick<LoadedCard, 'outputs'>,
    files: ReadonlyMap<string, ArrayBuffer>,
    { keeper, readback = readAll, keepable }: LoadOptions & { keeper: Keeper<tf.Tensor>; readback?: Readback },
  ): Promise<TfjsNetwork> {
    const { json, handler } = artefacts(files);
    const model = await loadGraphModel(handler);
    const dynamic = (json.modelTopology.node ?? []).some((node) => dynamicOps.has(node.op));
    // What may be kept is asked for although it answers nothing by itself.
    const names = [...new Set([...outputs.map(({ name }) => name), ...(keepable ?? [])])];
    return new TfjsNetwork(model, dynamic, names, keeper, readback, keepable);
  }

  get inputs(): readonly string[] {
    return this.#model.inputs.map(({ name }) => name);
  }

  run(feeds: ValueMap): Promise<TensorMap>;
  run(feeds: ValueMap, keep: readonly string[]): Promise<ValueMap>;
  async run(feeds: ValueMap, keep: readonly string[] = []): Promise<ValueMap> {
    if (this.#disposed) throw disposedNetwork();
    checkKeepable(keep, this.#keepable);
    const inputs: tf.NamedTensorMap = {};
    const uploaded: tf.Tensor[] = [];
    for (const name in feeds) {
      const value = feeds[name] as Value;
      const held = this.#keeper.heldOf(value);
      const input = held ?? upload(value as Tensor);
      if (!held) uploaded.push(input);
      inputs[name] = input;
    }
    const raw = this.#dynamic
      ? await this.#model.executeAsync(inputs, this.#outputNames)
      : this.#model.execute(inputs, this.#outputNames);
    const results = (Array.isArray(raw) ? raw : [raw]).map((tensor, index) => ({
      name: this.#outputNames[index] as string,
      tensor,
    }));
    const read = results.filter(({ name }) => !keep.includes(name));
    const data = await this.#readback(read.map(({ tensor }) => tensor));
    const outputs: Record<string, Value> = {};
    for (const { name, tensor } of results) {
      outputs[name] = keep.includes(name)
        ? this.#keeper.keep(tensor, this)
        : { ...described(tensor), data: data[read.findIndex((one) => one.name === name)] as Float32Array };
    }
    tf.dispose(read.map(({ tensor }) => tensor));
    tf.dispose(uploaded);
    return outputs;
  }

  async dispose(): Promise<void> {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#keeper.release(this);
    this.#model.dispose();
  }
}

function upload({ data, shape, dtype }: Tensor): tf.Tensor {
  return tf.tensor(data as Float32Array, [...shape], dtype === 'float32' ? 'float32' : 'int32');
}
