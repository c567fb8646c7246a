import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import * as ort from 'onnxruntime-web/wasm';
import { describe, expect, it } from 'vitest';
import { convertModel } from '../../tools/convert/convert';
import { expectChain, expectEnds, fresh } from './chain.fixture';
import { OrtNetwork, ortKeeper, type Ort } from './ort/network';
import { stepCard, stepFiles, stepGraph, stepWeights } from './step.fixture';
import { TfjsNetwork, tfjsKeeper } from './tfjs/network';

const keepable = ['next', 'y'];

ort.env.wasm.numThreads = 1;
const model = () => new Uint8Array(stepFiles.ort!.get('step/model.onnx')!);
const ortNetwork = async (keeper = ortKeeper()) => {
  const session = await ort.InferenceSession.create(model(), { executionProviders: ['wasm'] });
  return { session, network: new OrtNetwork(ort as Ort, session, keeper, { keepable }) };
};
const tfjsNetwork = (keeper = tfjsKeeper()) => TfjsNetwork.load(stepCard, stepFiles.tfjs!, { keeper, keepable });

it('the two files of the test’s network hold the same network', async () => {
  const { modelTopology, signature, weightsManifest } = stepGraph;
  const artefacts = { modelTopology, signature, weightSpecs: [...weightsManifest[0].weights], weightData: stepWeights };
  const { onnx } = await convertModel(artefacts as unknown as tf.io.ModelArtifacts, { backend: 'cpu' });
  expect(Buffer.from(onnx).equals(model())).toBe(true);
});

describe('values that stay, on ONNX Runtime’s WASM', () => {
  it('chain runs', async () => expectChain((await ortNetwork()).network));
  it('end with their network, which releases its session', async () => {
    const { session, network } = await ortNetwork();
    await expectEnds(network);
    await expect(session.release()).rejects.toThrow(/invalid session id/);
  });
  it('feed another network of the same runtime, and none of another', async () => {
    const keeper = ortKeeper();
    const [{ network: a }, { network: b }] = [await ortNetwork(keeper), await ortNetwork(keeper)];
    const { next } = await a.run(fresh(), ['next']);
    const direct = await a.run({ ...fresh(), state: next! });
    expect(await b.run({ ...fresh(), state: next! })).toEqual(direct);
    const { network: foreign } = await ortNetwork();
    await expect(foreign.run({ ...fresh(), state: next! })).rejects.toThrow('runtime that keeps it');
  });
});

describe.each(['cpu', 'wasm'])('values that stay, on TensorFlow.js’ %s', (backend) => {
  it('chain runs', async () => {
    await tf.setBackend(backend);
    await expectChain(await tfjsNetwork());
  });

  it('end with their network, and nothing is left', async () => {
    await tf.setBackend(backend);
    const { numTensors } = tf.memory();
    const network = await tfjsNetwork();
    expect(tf.memory().numTensors).toBe(numTensors + 2);
    await network.run(fresh());
    expect(tf.memory().numTensors).toBe(numTensors + 2);
    await network.run(fresh(), ['next']);
    expect(tf.memory().numTensors).toBe(numTensors + 3);
    await expectEnds(network);
    expect(tf.memory().numTensors).toBe(numTensors);
  });
});
