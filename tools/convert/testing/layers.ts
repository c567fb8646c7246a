import * as ort from 'onnxruntime-web/wasm';
import type { io } from '@tensorflow/tfjs-core';
import { expect } from 'vitest';
import { convertModel, type Conversion, type ConvertOptions } from '../convert';
import { UNKNOWN, type HostTensor } from '../ir';
import { graphFromLayers } from '../read/layers/model';
import { weights } from './check';
import { oneLayer, type OneLayer } from './one-layer';

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
