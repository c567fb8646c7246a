import * as ort from 'onnxruntime-web/wasm';
import type { io } from '@tensorflow/tfjs-core';
import { expect } from 'vitest';
import { convertModel, type Conversion, type ConvertOptions } from '../convert';
import { UNKNOWN, type HostTensor } from '../ir';
import { graphFromLayers } from '../read/layers/model';
import { weights } from './check';

export type Config = Readonly<Record<string, unknown>>;

/** A layers model in the words of Keras 2 or 3: inputs, then one layer that reads them, called `layer`. */
export interface OneLayer {
  readonly kind: string;
  readonly config: Config;
  /** Shapes of the inputs, called x0, x1 …; null leaves a length open. */
  readonly inputs: readonly (readonly (number | null)[])[];
  /** Shapes of the layer's weights, by their own names. */
  readonly weights?: Readonly<Record<string, readonly number[]>>;
  readonly keras?: 2 | 3;
}

/** Values of a weight, the same in every run: between −1 and 1, and positive where they are a variance. */
function weightValues(own: string, shape: readonly number[]): number[] {
  const values = weights(
    shape.reduce((a, b) => a * b, 1),
    own.length,
  );
  return own === 'moving_variance' ? values.map((value) => Math.abs(value) + 0.1) : values;
}

export function oneLayer({ kind, config, inputs, weights: shapes = {}, keras = 2 }: OneLayer): io.ModelArtifacts {
  const histories = inputs.map((_, i) => [`x${i}`, 0, 0]);
  const tensors = inputs.map((shape, i) => ({
    class_name: '__keras_tensor__',
    config: { shape, dtype: 'float32', keras_history: [`x${i}`, 0, 0] },
  }));
  const node = {
    2: histories.map((history) => [...history, {}]),
    3: { args: tensors.length === 1 ? tensors : [tensors], kwargs: {} },
  }[keras];
  const layers = [
    ...inputs.map((shape, i) => ({
      class_name: 'InputLayer',
      name: `x${i}`,
      config: {
        name: `x${i}`,
        [keras === 3 ? 'batch_shape' : 'batch_input_shape']: shape,
        dtype: 'float32',
        sparse: false,
      },
      inbound_nodes: [],
    })),
    { class_name: kind, name: 'layer', config: { name: 'layer', trainable: true, ...config }, inbound_nodes: [node] },
  ];
  const model = {
    class_name: keras === 3 ? 'Functional' : 'Model',
    config: { name: 'net', layers, input_layers: histories, output_layers: [['layer', 0, 0]] },
  };
  const specs = Object.entries(shapes).map(([own, shape]): io.WeightsManifestEntry => {
    return { name: `layer/${own}`, shape: [...shape], dtype: 'float32' };
  });
  const values = Object.entries(shapes).flatMap(([own, shape]) => weightValues(own, shape));
  return {
    modelTopology: { keras_version: keras === 3 ? '3.5.0' : 'tfjs-layers 4.22.0', model_config: model },
    weightSpecs: specs,
    weightData: Float32Array.from(values).buffer,
  };
}

/** Converts a layers model and compares it with the file as given. */
export function convertLayers(given: io.ModelArtifacts, options: ConvertOptions = {}): Promise<Conversion> {
  const graph = graphFromLayers(given);
  return convertModel(graph.artefacts, { backend: 'cpu', layers: { given, graph }, ...options });
}

/** What a conversion answers on ONNX Runtime. */
export async function answers({ onnx, graph }: Conversion, feeds: Readonly<Record<string, HostTensor>>) {
  const session = await ort.InferenceSession.create(onnx);
  const tensors = Object.entries(feeds).map(([name, { values, shape, dtype }]) => [
    name,
    new ort.Tensor(dtype, values as Float32Array, shape),
  ]);
  const results = await session.run(Object.fromEntries(tensors) as Record<string, ort.Tensor>);
  await session.release();
  return graph.outputs.map(({ name }) => {
    const { dims, data } = results[name]!;
    return { shape: [...dims], values: [...(data as Float32Array)] };
  });
}

/** Numbers on both sides of 0, in the shape of an input; open lengths become 2. */
export function feed(shape: readonly (number | null)[], seed: number): HostTensor {
  const lengths = shape.map((length) => (length === null || length === UNKNOWN ? 2 : length));
  const size = lengths.reduce((a, b) => a * b, 1);
  return { dtype: 'float32', shape: lengths, values: Float32Array.from(weights(size, seed), (value) => 3 * value) };
}

/** Expects a layer to answer as TensorFlow.js layers does, with its batch fixed and open. */
export async function agrees(layer: OneLayer, by: RegExp = /^TensorFlow\.js layers/): Promise<void> {
  for (const dynamic of [false, true]) {
    const { parity, compared } = await convertLayers(oneLayer(layer), { dynamic });
    expect(compared).toMatchObject({ with: expect.stringMatching(by) as string });
    expect(parity).toHaveLength(2);
    for (const { maxRel, label } of parity) expect(maxRel, label).toBeLessThan(1e-5);
  }
}
