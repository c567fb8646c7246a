import * as tf from '@tensorflow/tfjs-core';
import type { Artefact, ModelCard } from '../../src/models/card';
import { compareOutputs } from '../../src/workloads/inference/agreement';
import type { TensorMap } from '../../src/domain/tensor';
import type { HostTensor, Values } from '../convert/ir';
import { readGraph } from '../convert/read/graph-model';
import { randomFeeds, type Feeds } from '../convert/trace/feeds';
import { layersReference, type LayersSource } from '../convert/reference/layers';
import { graphReference } from '../convert/reference/reference';
import { Runner } from '../convert/trace/runner';
import { conversionSource, convertedGraph } from './convert-artefact';

/** Tensors as the converter feeds them. */
export function toFeeds(tensors: TensorMap): Feeds {
  const entries = Object.entries(tensors).map(([name, { dtype, shape, data }]): [string, HostTensor] => [
    name,
    { dtype: dtype as HostTensor['dtype'], shape, values: data as Values },
  ]);
  return Object.fromEntries(entries);
}

/**
 * Largest difference between a converted `tfjs-graph` artefact and what it was converted from, both on TensorFlow.js (wasm),
 * on random values and on the given ones; as a share of the output's range. The backend in use stays as it was.
 */
export async function graphParity(card: ModelCard, artefact: Artefact, given: TensorMap): Promise<number> {
  const before = tf.getBackend();
  const shapes = artefact.convertedFrom?.shapes;
  const run = async (artefacts: tf.io.ModelArtifacts, given?: Feeds, layers?: LayersSource) => {
    const graph = readGraph(artefacts, shapes);
    const feeds = given ?? randomFeeds(graph.inputs, 0, 1);
    const runner = await Runner.open(artefacts, graph, 'wasm');
    // A layers model answers for itself, not by what it was rewritten as.
    const reference = layers ? await layersReference(layers) : graphReference(runner, graph);
    const values = await reference.run(feeds);
    runner.dispose();
    return values;
  };
  const source = await conversionSource(card, artefact);
  const converted = await convertedGraph(card, artefact);
  let worst = 0;
  for (const feeds of [undefined, toFeeds(given)]) {
    const [expected, actual] = [await run(source.artefacts, feeds, source.layers), await run(converted, feeds)];
    const outputs = Object.fromEntries(actual.map(({ values, ...rest }, i) => [i, { ...rest, data: values }]));
    const reference = expected.map(({ shape, values }, i) => {
      return { name: String(i), shape, stride: 1, values: Float32Array.from(values) };
    });
    worst = Math.max(worst, compareOutputs(outputs as TensorMap, reference).maxRel);
  }
  if (before) await tf.setBackend(before);
  return Number(worst.toPrecision(2));
}
