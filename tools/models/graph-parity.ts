import * as tf from '@tensorflow/tfjs-core';
import type { Artefact, ModelCard } from '../../src/models/card';
import { compareOutputs } from '../../src/workloads/inference/agreement';
import type { TensorMap } from '../../src/domain/tensor';
import type { HostTensor, Values } from '../convert/ir';
import { readGraph } from '../convert/read/graph-model';
import { randomFeeds, type Feeds } from '../convert/trace/feeds';
import { Runner, toHost } from '../convert/trace/runner';
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
  const run = async (artefacts: tf.io.ModelArtifacts, feeds?: Feeds) => {
    const graph = readGraph(artefacts, shapes);
    const runner = await Runner.open(artefacts, graph, 'wasm');
    const keys = graph.outputs.map(({ key }) => key);
    const tensors = await runner.run(feeds ?? randomFeeds(graph.inputs, 0, 1), keys);
    const values = await Promise.all(tensors.map(toHost));
    tf.dispose(tensors);
    runner.dispose();
    return values;
  };
  const source = await conversionSource(card, artefact);
  const converted = await convertedGraph(card, artefact);
  let worst = 0;
  for (const feeds of [undefined, toFeeds(given)]) {
    const [expected, actual] = [await run(source, feeds), await run(converted, feeds)];
    const outputs = Object.fromEntries(actual.map(({ values, ...rest }, i) => [i, { ...rest, data: values }]));
    const reference = expected.map(({ shape, values }, i) => {
      return { name: String(i), shape, stride: 1, values: Float32Array.from(values) };
    });
    worst = Math.max(worst, compareOutputs(outputs as TensorMap, reference).maxRel);
  }
  if (before) await tf.setBackend(before);
  return Number(worst.toPrecision(2));
}
