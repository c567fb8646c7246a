import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { io } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { operatorsOf } from '../../models/operators';
import { readArtefacts } from '../convert';
import { GraphBuilder, int } from '../read/builder';
import { readGraph, type NodeDef } from '../read/graph-model';
import { graphFromLayers } from '../read/layers/model';
import { randomFeeds } from '../trace/feeds';
import { Runner, toHost } from '../trace/runner';
import { everyPixel, weights } from '../testing/check';
import { encodeGraph } from './encode';
import { settleGraph } from './settle';

const operators = ({ modelTopology }: io.ModelArtifacts) =>
  (modelTopology as { node: NodeDef[] }).node.map(({ op }) => op).filter((op) => op !== 'Const');

const upscaler = () =>
  readArtefacts(
    fileURLToPath(new URL('../../../node_modules/@upscalerjs/esrgan-slim/models/x2/model.json', import.meta.url)),
  ).artefacts;

async function answers(artefacts: io.ModelArtifacts, shapes: Readonly<Record<string, readonly number[]>>) {
  const graph = readGraph(artefacts, shapes);
  const runner = await Runner.open(artefacts, graph, 'cpu');
  const tensors = await runner.run(
    randomFeeds(graph.inputs, 0, 1),
    graph.outputs.map(({ key }) => key),
  );
  const values = await Promise.all(tensors.map(toHost));
  tf.dispose(tensors);
  runner.dispose();
  return { names: graph.outputs.map(({ name }) => name), values };
}

/** Every layer of the file of known answers whose input has one size, or gets one. */
const known = JSON.parse(
  readFileSync(fileURLToPath(new URL('../testing/layers.json', import.meta.url)), 'utf8'),
) as Record<
  string,
  {
    readonly modelTopology: object;
    readonly weightSpecs: io.WeightsManifestEntry[];
    readonly weightData: string;
    readonly inputs: Readonly<Record<string, { readonly shape: readonly number[] }>>;
  }
>;

it.each(Object.entries(known))(
  '%s answers as before',
  async (_, { modelTopology, weightSpecs, weightData, inputs }) => {
    const data = new Uint8Array(Buffer.from(weightData, 'base64')).buffer;
    const artefacts = graphFromLayers({ modelTopology, weightSpecs, weightData: data }).artefacts;
    const shapes = Object.fromEntries(Object.entries(inputs).map(([name, { shape }]) => [name, shape]));
    const [before, after] = [
      await answers(artefacts, shapes),
      await answers(await settleGraph(artefacts, shapes), shapes),
    ];
    expect(after.values).toHaveLength(before.values.length);
    before.values.forEach(({ shape, values }, output) => {
      expect(after.values[output]!.shape).toEqual(shape);
      values.forEach((value, i) => expect(after.values[output]!.values[i]).toBeCloseTo(value, 4));
    });
  },
);

it('leaves of ESRGAN-slim what a picture of one size needs: fused convolutions and no computing of shapes', async () => {
  const settled = await settleGraph(upscaler(), { LR: [1, 16, 16, 3] });
  expect(operatorsOf('tfjs-graph', encodeGraph(settled).json)).toEqual({
    _FusedConv2D: 12,
    ConcatV2: 3,
    AddV2: 3,
    ResizeNearestNeighbor: 1,
  });
});

it('leaves a convolution alone whose product is read elsewhere too', async () => {
  const b = new GraphBuilder();
  const filter = b.constant(weights(9), [3, 3, 1, 1]);
  const convolved = b.op('Conv2D', [b.input('x', [-1, 4, 4, 1]), filter], everyPixel);
  const biased = b.op('BiasAdd', [convolved, b.constant([1], [1])]);
  const artefacts = b.build([b.op('Relu', [biased]), b.op('Neg', [convolved])]);
  const shapes = { x: [2, 4, 4, 1] };
  const settled = await settleGraph(artefacts, shapes);
  expect(operators(settled)).toContain('BiasAdd');
  expect(operators(settled)).toContain('Conv2D');
  const [before, after] = [await answers(artefacts, shapes), await answers(settled, shapes)];
  expect(after).toEqual(before);
});

it('keeps apart what is known of several outputs of one node', async () => {
  const b = new GraphBuilder();
  const shape = b.op('Shape', [b.input('x', [-1, 6])]);
  const lengths = b.op('Unpack', [shape], { num: int(2) });
  const turned = b.op('Pack', [`${lengths}:1`, lengths], { N: int(2) });
  const settled = await settleGraph(b.build([b.op('Reshape', ['x', turned])]), { x: [2, 6] });
  expect(operators(settled)).toEqual(['Placeholder', 'Reshape']);
  expect((await answers(settled, {})).values[0]!.shape).toEqual([6, 2]);
});

it('wants every length, and leaves the backend as it was', async () => {
  await tf.setBackend('cpu');
  await expect(settleGraph(upscaler(), { LR: [1, -1, 16, 3] })).rejects.toThrow('LR a shape');
  await settleGraph(upscaler(), { LR: [1, 8, 8, 3] });
  expect(tf.getBackend()).toBe('cpu');
});

it('comes to the same bytes again', async () => {
  const [first, second] = [
    encodeGraph(await settleGraph(upscaler(), { LR: [1, 8, 8, 3] })),
    encodeGraph(await settleGraph(upscaler(), { LR: [1, 8, 8, 3] })),
  ];
  expect(Buffer.from(first.json).equals(Buffer.from(second.json))).toBe(true);
  expect(Buffer.from(first.weights).equals(Buffer.from(second.weights))).toBe(true);
});
