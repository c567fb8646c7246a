import { expect, it } from 'vitest';
import { verdict } from './verdict';
import { completed, context, without } from './verdict.fixture';

/** Two minutes of a second-long inference each, the later ones so many times as long. */
const run = (id: string, ms: number, later: number) => {
  const cell = completed(id, ms);
  const samplesMs = [...new Array<number>(60).fill(1000), ...new Array<number>(60).fill(1000 * later)];
  return { ...cell, steady: { ...cell.steady, visits: [{ opening: 0, visit: 0, samplesMs }] } };
};
const judge = (cells: Parameters<typeof verdict>[0]) => verdict(cells, { ...context, scenario: 'sustained' });

it('sets each cell against its own first minute and ranks nobody', () => {
  const result = judge([run('ort-wasm', 10, 1.01), run('tfjs-wasm', 1000, 1.25), without('ort-webgl', 'unsupported')]);
  expect(result).toEqual({
    bestKeys: [],
    tied: [],
    headline: 'TensorFlow.js · WASM ×1 got 25 % slower: 1 s in minute 1, 1.25 s in minute 3.',
    because: [
      'ONNX Runtime · WASM ×1 kept its speed: 1 s in minute 1, 1.01 s in minute 2.',
      'ONNX Runtime · WebGL: The operator HardSigmoid is missing on this backend.',
    ],
  });
});

it('says so where nothing lasted', () => {
  expect(judge([without('ort-wasm', 'aborted')]).headline).toBe('Stopped before any target was measured.');
});
