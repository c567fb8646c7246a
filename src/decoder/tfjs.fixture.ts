import { loadGraphModel, type GraphModel } from '@tensorflow/tfjs-converter';
import * as tf from '@tensorflow/tfjs-core';
import type { DecoderConfig } from './config';
import { cacheNames } from './onnx';
import { decoderGraph } from './tfjs';
import type { WeightSource } from './weights';

export function tfjsModel(
  config: DecoderConfig,
  source: WeightSource,
  precision: 'fp32' | 'fp16',
): Promise<GraphModel> {
  const { model, weights } = decoderGraph(config, source, precision);
  const { modelTopology, signature, weightsManifest } = model as Record<string, never> & {
    weightsManifest: { weights: tf.io.WeightsManifestEntry[] }[];
  };
  return loadGraphModel({
    load: async () => ({
      format: 'graph-model',
      modelTopology,
      signature,
      weightSpecs: weightsManifest.flatMap((group) => group.weights),
      weightData: weights.buffer as ArrayBuffer,
    }),
  });
}

/**
 * Reads tokens through the graph, in pieces of the lengths given.
 * @param padTo what each piece is filled up to with padding
 * @returns logits of every token
 */
export async function tfjsLogits(
  model: GraphModel,
  { layers, keyValueHeads, headSize, context, vocabulary }: DecoderConfig,
  ids: readonly number[],
  pieces: readonly number[],
  padTo = 0,
): Promise<number[][]> {
  const names = Array.from({ length: layers }).flatMap((_, layer) =>
    (['key', 'value'] as const).map((half) => cacheNames(layer, half)),
  );
  let caches = names.map(() => tf.zeros([keyValueHeads, context, headSize]));
  const rows: number[][] = [];
  let at = 0;
  for (const length of pieces) {
    const padding = new Array<number>(Math.max(0, padTo - length)).fill(0);
    const places = Array.from({ length }, (_, i) => at + i);
    const results = model.execute(
      {
        ids: tf.tensor1d([...ids.slice(at, at + length), ...padding], 'int32'),
        positions: tf.tensor1d([...places, ...padding.map(() => -1)], 'int32'),
        rows: tf.tensor1d(
          places.map((place) => place - at),
          'int32',
        ),
        ...Object.fromEntries(names.map(({ past }, index) => [past, caches[index]!])),
      },
      ['logits', ...names.map(({ present }) => present)],
    ) as tf.Tensor[];
    at += length;
    const [logits, ...left] = results;
    const data = await logits!.data();
    for (let row = 0; row < length; row++)
      rows.push([...data.subarray(row * vocabulary, (row + 1) * vocabulary)] as number[]);
    caches = left as typeof caches;
  }
  return rows;
}
