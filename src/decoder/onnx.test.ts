import { describe, expect, it } from 'vitest';
import { Problem } from '../domain/problem';
import { dequantiseBlocks, quantiseBlocks } from './blocks';
import { readConfig } from './config';
import { hashedWeights } from './hashed.fixture';
import { BLOCK } from './initialisers';
import { decoderModel } from './onnx';
import { largestDifference, optimumLogits, ortSession } from './ort.fixture';
import reference from './reference.fixture.json';
import { DataFile } from './store';
import type { WeightSource } from './weights';

/** Matrices as they come back from whole numbers: 8 bits for the table of embeddings, `bits` for the others. */
function roughened(source: WeightSource, bits: 4 | 8): WeightSource {
  return {
    read(name, shape) {
      const { data } = source.read(name, shape);
      if (shape.length === 1) return { shape, data };
      const own = name === 'model.embed_tokens.weight' ? 8 : bits;
      return { shape, data: dequantiseBlocks(quantiseBlocks(data, shape[1]!, own, BLOCK)) };
    },
  };
}

describe.each(reference.decoders)('$name, in ONNX', ({ config: json, ids, logits }) => {
  const config = readConfig(json);
  const source = hashedWeights(config.family);
  const tail = (rows: readonly number[][]) => rows.slice(-logits.length);

  it('answers as PyTorch does, read at once and token by token', async () => {
    const session = await ortSession(decoderModel(config, source, 'fp32'));
    const atOnce = await optimumLogits(session, config, ids, [ids.length]);
    expect(largestDifference(tail(atOnce), logits)).toBeLessThan(2e-4);
    const stepwise = await optimumLogits(session, config, ids, [5, ...ids.slice(5).map(() => 1)]);
    expect(largestDifference(stepwise, atOnce)).toBeLessThan(2e-4);
  });

  it.each([
    ['int8', 8],
    ['int4', 4],
  ] as const)('computes in %s what the weights that it rounds to do in single precision', async (precision, bits) => {
    const [rounded, single] = [
      await ortSession(decoderModel(config, source, precision)),
      await ortSession(decoderModel(config, roughened(source, bits), 'fp32')),
    ];
    const got = await optimumLogits(rounded, config, ids, [ids.length - 1, 1]);
    const expected = await optimumLogits(single, config, ids, [ids.length - 1, 1]);
    expect(largestDifference(got, expected)).toBeLessThan(2e-4);
  });
});

it('refuses heads of a width that ONNX Runtime has no rotation for, in a sentence', () => {
  const config = { ...readConfig(reference.decoders[0]!.config), headSize: 40 };
  expect(() => decoderModel(config, hashedWeights('llama'), 'fp32')).toThrow(Problem);
  expect(() => decoderModel(config, hashedWeights('llama'), 'fp32')).toThrow('in sixteens; those of this model are 40');
});

it('puts weights into a file of their own, where another model may read them', async () => {
  const { config: json, ids } = reference.decoders[0]!;
  const config = readConfig(json);
  const source = hashedWeights(config.family);
  const file = new DataFile('weights.data');
  const session = await ortSession(decoderModel(config, source, 'fp32', file), file);
  const whole = await ortSession(decoderModel(config, source, 'fp32'));
  expect(await optimumLogits(session, config, ids, [ids.length])).toEqual(
    await optimumLogits(whole, config, ids, [ids.length]),
  );
});
