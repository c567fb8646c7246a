import type { io } from '@tensorflow/tfjs-core';
import { sizeOf } from '../ir';
import { randomNumbers } from '../trace/feeds';

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
  const next = randomNumbers(own.length);
  const values = Array.from({ length: sizeOf(shape) }, () => next() * 2 - 1);
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
