import { loadLayersModel, type LayersModel } from '@tensorflow/tfjs-layers';
import * as tf from '@tensorflow/tfjs-core';
import { ConversionError, excerpt, libraryWords } from '../errors';
import type { HostTensor } from '../ir';
import { kerasVersion, networkOf } from '../read/layers/keras';
import type { LayersGraph } from '../read/layers/model';
import { withinBudget } from '../trace/budget';
import type { Feeds } from '../trace/feeds';
import { toTensor } from '../trace/runner';
import './definitions';
import { hostTensors, type Reference } from './reference';
import { spelled } from './spelling';

/** A layers model as given, and the graph that it was rewritten as. */
export interface LayersSource {
  readonly given: tf.io.ModelArtifacts;
  readonly graph: LayersGraph;
}

/** Why a model's answers can't be had from TensorFlow.js layers; no fault of the model. */
export class NoReferenceError extends Error {
  override readonly name = 'NoReferenceError';
}

type LayerObject = Readonly<Record<string, unknown>> & {
  readonly name: string;
  readonly layers?: readonly LayerObject[];
};

function allLayers(layers: readonly LayerObject[]): LayerObject[] {
  return layers.flatMap((layer) => [layer, ...allLayers(layer.layers ?? [])]);
}

/** Spellings that TensorFlow.js knows by another name. */
const renamed: Readonly<Record<string, string>> = { negative_slope: 'alpha' };
const camelCase = (name: string) => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** An attribute that changes the answer and that no layer of TensorFlow.js has taken up. */
function ignored(model: LayersModel, chosen: LayersGraph['chosen']): string | undefined {
  for (const layer of allLayers(model.layers as unknown as LayerObject[])) {
    for (const attribute of chosen.get(layer.name) ?? []) {
      const names = [attribute, renamed[attribute]].flatMap((name) => (name ? [camelCase(name)] : []));
      if (!names.some((name) => name in layer && layer[name] !== undefined)) {
        return `TensorFlow.js layers ignores ${attribute} of layer ${excerpt(layer.name)}`;
      }
    }
  }
  return undefined;
}

/**
 * The model file in TensorFlow.js layers, loaded as it was given; what TensorFlow.js lacks is computed by its definition.
 * @throws NoReferenceError where TensorFlow.js layers can't load it, or would pass over an attribute
 */
export async function layersReference({ given, graph }: LayersSource): Promise<Reference & { dispose(): void }> {
  const { model: topology, defined } = spelled(networkOf(given), kerasVersion(given), graph.ranks);
  const weights = (given.weightSpecs ?? []).filter(({ group }) => group !== 'optimizer');
  let model: LayersModel;
  try {
    const { weightData } = given;
    const artefacts = { modelTopology: topology as object, weightSpecs: weights, weightData, format: 'layers-model' };
    model = await loadLayersModel(tf.io.fromMemory(artefacts as tf.io.ModelArtifacts));
  } catch (error) {
    throw new NoReferenceError(`TensorFlow.js layers can't load this model: ${libraryWords(error)}`);
  }
  const passedOver = ignored(model, graph.chosen);
  if (passedOver) {
    model.dispose();
    throw new NoReferenceError(passedOver);
  }
  const names = graph.inputs;
  if (names.length !== model.inputs.length) {
    throw new NoReferenceError(`TensorFlow.js layers takes ${model.inputs.length} inputs here, not ${names.length}`);
  }
  const run = async (feeds: Feeds): Promise<HostTensor[]> => {
    const inputs = model.inputs.map(({ shape }, index) => {
      const feed = feeds[names[index]!];
      // An input that no output needs is not in the graph; it may be anything.
      return feed ? toTensor(feed) : tf.zeros(shape.map((length) => length ?? 1));
    });
    try {
      const batchSize = Math.max(...inputs.map(({ shape }) => shape[0] ?? 1));
      return await hostTensors([await withinBudget(() => model.predict(inputs, { batchSize }))].flat());
    } finally {
      tf.dispose(inputs);
    }
  };
  const plain = async (feeds: Feeds): Promise<HostTensor[]> => {
    const backend = tf.getBackend();
    await tf.setBackend('cpu');
    try {
      return await run(feeds);
    } catch (error) {
      if (error instanceof ConversionError) throw error;
      throw new NoReferenceError(`TensorFlow.js layers can't run this model: ${libraryWords(error)}`);
    } finally {
      await tf.setBackend(backend);
    }
  };
  const words = kerasVersion(given) === 3 ? " (Keras 3's names put in Keras 2's)" : '';
  const beside = defined.length ? `, and ${defined.join(', ')} by definition` : '';
  return {
    name: `TensorFlow.js layers${words}${beside}`,
    // wasm lacks kernels, and types in some it has; plain JavaScript has them all.
    run: async (feeds) =>
      run(feeds).catch((error: unknown) => {
        if (error instanceof ConversionError) throw error;
        return plain(feeds);
      }),
    runPlain: plain,
    dispose: () => void model.dispose(),
  };
}
