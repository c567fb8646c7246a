import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { io } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { convertModel } from '../../convert';
import { Runner, toHost } from '../../trace/runner';
import { readGraph } from '../graph-model';
import { graphFromLayers } from './model';

interface StoredTensor {
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

interface Known {
  readonly modelTopology: Record<string, unknown>;
  readonly weightSpecs: io.WeightsManifestEntry[];
  readonly weightData: string;
  readonly inputs: Readonly<Record<string, StoredTensor>>;
  readonly outputs: readonly StoredTensor[];
}

/** Small models with random weights, an input and what @tensorflow/tfjs-layers 4.22.0 answers to it. */
const known = JSON.parse(
  readFileSync(fileURLToPath(new URL('../../testing/layers.json', import.meta.url)), 'utf8'),
) as Record<string, Known>;

function artefactsOf({ modelTopology, weightSpecs, weightData }: Known): io.ModelArtifacts {
  return { modelTopology, weightSpecs, weightData: new Uint8Array(Buffer.from(weightData, 'base64')).buffer };
}

describe.each(Object.entries(known))('%s', (_, model) => {
  it('answers as its layers do', async () => {
    const { artefacts } = graphFromLayers(artefactsOf(model));
    const graph = readGraph(artefacts);
    const runner = await Runner.open(artefacts, graph, 'cpu');
    const feeds = Object.fromEntries(
      graph.inputs.map(({ name, dtype }) => {
        const { shape, values } = model.inputs[name]!;
        return [
          name,
          { dtype, shape, values: dtype === 'int32' ? Int32Array.from(values) : Float32Array.from(values) },
        ];
      }),
    );
    const tensors = await runner.run(
      feeds,
      graph.outputs.map(({ key }) => key),
    );
    for (const [index, { shape, values }] of model.outputs.entries()) {
      const answer = await toHost(tensors[index]!);
      expect(answer.shape).toEqual(shape);
      values.forEach((value, i) => expect(answer.values[i]).toBeCloseTo(value, 4));
    }
    tf.dispose(tensors);
    runner.dispose();
  });

  it('converts', async () => {
    const given = artefactsOf(model);
    const graph = graphFromLayers(given);
    const { parity, compared } = await convertModel(graph.artefacts, { layers: { given, graph }, backend: 'cpu' });
    expect(compared).toEqual({ with: 'TensorFlow.js layers' });
    expect(parity.length).toBeGreaterThan(0);
    for (const { maxRel } of parity) expect(maxRel).toBeLessThan(1e-4);
  });
});

it('refuses layers that it does not know, all at once', () => {
  const layer = (class_name: string, name: string) => ({
    class_name,
    config: { name, batch_input_shape: [null, 3, 2] },
  });
  const config = { name: 'net', layers: [layer('LSTM', 'memory'), layer('Attention', 'look')] };
  const artefacts = {
    modelTopology: { class_name: 'Sequential', config },
    weightSpecs: [],
    weightData: new ArrayBuffer(0),
  };
  expect(() => graphFromLayers(artefacts)).toThrow('memory (LSTM), look (Attention)');
});

it('refuses layers that wait for one another', () => {
  const add = (name: string, input: string) => ({
    class_name: 'Activation',
    config: { name, activation: 'relu' },
    name,
    inbound_nodes: [[[input, 0, 0, {}]]],
  });
  const config = {
    name: 'net',
    layers: [add('a', 'b'), add('b', 'a')],
    input_layers: [],
    output_layers: [['a', 0, 0]],
  };
  const artefacts = { modelTopology: { class_name: 'Model', config }, weightSpecs: [], weightData: new ArrayBuffer(0) };
  expect(() => graphFromLayers(artefacts)).toThrow('cyclic');
});
