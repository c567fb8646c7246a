import * as tf from '@tensorflow/tfjs-core';
import type { Graph, HostTensor } from '../ir';
import type { Feeds } from '../trace/feeds';
import { toHost, type Runner } from '../trace/runner';

/** What a converted model is compared with: the source, in the order of its outputs. */
export interface Reference {
  /** For a person: whose answers these are. */
  readonly name: string;
  /** @throws ConversionError where the source can't be run on these values */
  run(feeds: Feeds): Promise<HostTensor[]>;
  /** The same in plain JavaScript. */
  runPlain(feeds: Feeds): Promise<HostTensor[]>;
}

export async function hostTensors(tensors: tf.Tensor[]): Promise<HostTensor[]> {
  const values = await Promise.all(tensors.map(toHost));
  tf.dispose(tensors);
  return values;
}

/** A graph model is what was given: the graph that is traced is the reference too. */
export function graphReference(runner: Runner, graph: Graph): Reference {
  const keys = graph.outputs.map(({ key }) => key);
  return {
    name: 'TensorFlow.js',
    run: async (feeds) => hostTensors(await runner.run(feeds, keys)),
    runPlain: async (feeds) => hostTensors(await runner.runPlain(feeds, keys)),
  };
}
