import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import '@tensorflow/tfjs-backend-cpu';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { loadGraphModel, type GraphModel } from '@tensorflow/tfjs-converter';
import type { io, Tensor as TfTensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { Artefact, CardFile, ModelCard } from '../../src/models/card';
import type { Tensor, TensorMap } from '../../src/domain/tensor';
import { pictureTensor, pixelsFromRgb } from '../../src/tasks/picture';
import type { ReferenceOutput, TaskNetwork } from '../../src/tasks/types';
import { readDraft, sourcePath } from './cards';

const root = fileURLToPath(new URL('../..', import.meta.url));

setWasmPaths(path.join(root, 'node_modules/@tensorflow/tfjs-backend-wasm/dist/'));

/** Where a file of a model stands inside `models/`. */
export function modelPath(id: string, ...rest: string[]): string {
  return path.join(root, 'models', id, ...rest);
}

/** Bytes of an asset's or an artefact's file, straight from the installed source package. */
export function packageFile(card: ModelCard, file: CardFile): Buffer {
  return readFileSync(sourcePath(card, file));
}

export function tfjsArtefact(card: ModelCard): Artefact {
  const artefact = card.artefacts.find(({ format }) => format === 'tfjs-graph');
  if (!artefact) throw new Error(`${card.id} has no tfjs-graph artefact`);
  return artefact;
}

/** Bytes of an artefact's files by their path on the card, converted where the source package holds another format. */
export async function artefactFiles(card: ModelCard, artefact: Artefact): Promise<ReadonlyMap<string, Uint8Array>> {
  if (!artefact.convertedFrom) return new Map(artefact.files.map((file) => [file.path, packageFile(card, file)]));
  // Loaded only where something is to be converted: it brings ONNX Runtime along.
  const { convertArtefact } = await import('./convert-artefact');
  return convertArtefact(card, artefact);
}

/** Operators whose output shape depends on values: such graphs run asynchronously only. */
const dynamicOps = /^(Where|NonMaxSuppressionV[2-5]|Switch|Merge|Enter|Exit|NextIteration|LoopCond|If|While)$/;

export interface Graph {
  readonly model: GraphModel;
  readonly dynamic: boolean;
}

/** The card's `tfjs-graph` artefact, loaded on the current TensorFlow.js backend. */
export async function loadGraph(card: ModelCard): Promise<Graph> {
  const found = await artefactFiles(card, tfjsArtefact(card));
  const files = new Map([...found].map(([name, bytes]) => [path.basename(name), bytes]));
  const topology = files.get('model.json');
  if (!topology) throw new Error(`${card.id} lists no model.json`);
  const model = JSON.parse(new TextDecoder().decode(topology)) as io.ModelJSON;
  const shards = model.weightsManifest.flatMap(({ paths }) => paths);
  const weights = Buffer.concat(
    shards.map((name) => {
      const shard = files.get(name);
      if (!shard) throw new Error(`${card.id} lists no ${name}`);
      return shard;
    }),
  );
  const loaded = await loadGraphModel(
    tf.io.fromMemory({
      modelTopology: model.modelTopology,
      weightSpecs: model.weightsManifest.flatMap((group) => group.weights),
      weightData: new Uint8Array(weights).buffer,
      signature: model.signature,
      userDefinedMetadata: model.userDefinedMetadata,
    }),
  );
  const { node = [] } = model.modelTopology as { node?: { op: string }[] };
  return { model: loaded, dynamic: node.some(({ op }) => dynamicOps.test(op)) };
}

/** Runs once and reads back the outputs that the card names. */
export async function runGraph({ model, dynamic }: Graph, card: ModelCard, feeds: TensorMap): Promise<TensorMap> {
  const inputs: Record<string, TfTensor> = {};
  for (const [name, { data, shape, dtype }] of Object.entries(feeds)) {
    inputs[name] = tf.tensor(data as Float32Array | Int32Array, [...shape], dtype as 'float32' | 'int32');
  }
  const names = card.outputs.map(({ name }) => name);
  const results = [dynamic ? await model.executeAsync(inputs, names) : model.execute(inputs, names)].flat();
  const outputs: Record<string, Tensor> = {};
  for (const [index, name] of names.entries()) {
    const result = results[index]!;
    outputs[name] = { dtype: 'float32', shape: result.shape, data: (await result.data<'float32'>()).slice() };
  }
  tf.dispose([inputs, results]);
  return outputs;
}

/** The card's fixed reference input as the network takes it. */
export function referenceFeeds(card: ModelCard): TensorMap {
  const feeds: Record<string, Tensor> = {};
  for (const { name, shape, stored, file } of card.reference.inputs) {
    const bytes = new Uint8Array(readFileSync(modelPath(card.id, file.from)));
    const input = card.inputs.find((candidate) => candidate.name === name);
    if (!input) throw new Error(`${card.id} has a reference for ${name}, which is no input`);
    if (stored === 'rgb8') {
      if (!input.picture) throw new Error(`${card.id} does not say how a picture becomes ${name}`);
      const [height, width] = input.picture.layout === 'NHWC' ? [shape[1]!, shape[2]!] : [shape[2]!, shape[3]!];
      feeds[name] = pictureTensor(pixelsFromRgb(bytes, width, height), input.picture, input.dtype);
    } else {
      const data = stored === 'int32' ? new Int32Array(bytes.buffer) : new Float32Array(bytes.buffer);
      feeds[name] = { dtype: stored, shape, data };
    }
  }
  return feeds;
}

/** The card's reference outputs, as the agreement measures take them. */
export function referenceOutputs(card: ModelCard): ReferenceOutput[] {
  return card.reference.outputs.map(({ name, shape, stride, file }) => {
    const bytes = new Uint8Array(readFileSync(modelPath(card.id, file.from)));
    return { name, shape, stride, values: new Float32Array(bytes.buffer) };
  });
}

/** A model as its task sees it, run by TensorFlow.js on the current backend. */
export async function openNetwork(id: string): Promise<TaskNetwork> {
  const card = readDraft(id);
  const graph = await loadGraph(card);
  const assets = new Map(
    (card.assets ?? []).map((file) => [file.path, new Uint8Array(packageFile(card, file)).buffer as ArrayBuffer]),
  );
  return { card, assets, run: (feeds) => runGraph(graph, card, feeds) };
}
