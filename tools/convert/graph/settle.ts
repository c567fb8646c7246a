import * as tf from '@tensorflow/tfjs-core';
import { ConversionError } from '../errors';
import { UNKNOWN } from '../ir';
import { readGraph } from '../read/graph-model';
import { randomFeeds } from '../trace/feeds';
import { Runner } from '../trace/runner';
import { trace } from '../trace/trace';
import { foldConstants } from './fold';
import { fuseConvolutions } from './fuse';

/**
 * A graph model for inputs of one size: lengths fixed, shapes folded, convolutions fused. TensorFlow.js answers as it did,
 * with fewer kernels. The backend in use stays as it was.
 * @param shapes by input, where the model leaves lengths open
 * @throws ConversionError where a length stays open or the model can't be run
 */
export async function settleGraph(
  artefacts: tf.io.ModelArtifacts,
  shapes: Readonly<Record<string, readonly number[]>> = {},
): Promise<tf.io.ModelArtifacts> {
  const graph = readGraph(artefacts, shapes);
  const open = graph.inputs.filter(({ shape }) => shape.includes(UNKNOWN)).map(({ name }) => name);
  if (open.length) throw new ConversionError(`Give ${open.join(', ')} a shape: it is left open.`);
  const before = tf.getBackend();
  const runner = await Runner.open(artefacts, graph, 'wasm');
  try {
    const facts = await trace(graph, runner, [randomFeeds(graph.inputs, 0, 1)]);
    return fuseConvolutions(foldConstants(artefacts, graph, facts));
  } finally {
    runner.dispose();
    if (before) await tf.setBackend(before);
  }
}
