import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { readConfig } from './config';
import { hashedWeights } from './hashed.fixture';
import { largestDifference } from './ort.fixture';
import reference from './reference.fixture.json';
import { tfjsLogits, tfjsModel } from './tfjs.fixture';

describe.each(['cpu', 'wasm'])('on TensorFlow.js’ %s', (backend) => {
  describe.each(reference.decoders)('$name', ({ config: json, ids, logits }) => {
    const config = readConfig(json);
    const tail = (rows: readonly number[][]) => rows.slice(-logits.length);

    it('answers as PyTorch does, read at once, token by token and in padded pieces', async () => {
      await tf.setBackend(backend);
      const model = await tfjsModel(config, hashedWeights(config.family), 'fp32');
      const atOnce = await tfjsLogits(model, config, ids, [ids.length]);
      expect(largestDifference(tail(atOnce), logits)).toBeLessThan(2e-4);
      const stepwise = await tfjsLogits(model, config, ids, [5, ...ids.slice(5).map(() => 1)]);
      expect(largestDifference(stepwise, atOnce)).toBeLessThan(2e-4);
      const padded = await tfjsLogits(model, config, ids, [10, 10, 4], 10);
      expect(largestDifference(padded, atOnce)).toBeLessThan(2e-4);
    });
  });
});
