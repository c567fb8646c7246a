/**
 * Fills in the computed part of a card with a `tfjs-graph` artefact: bytes and hashes of every file, parameters, MACs at
 * the reference shape and the reference outputs, made by TensorFlow.js in plain JavaScript. Prints how far the WASM
 * backend is from them, which is what the tolerance starts from.
 *
 *     npx tsx tools/models/tfjs-reference.ts <model-id>
 *
 * The card must already name its files, inputs, outputs (with strides) and reference inputs.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import * as v from 'valibot';
import { cardSchema, type CardFile } from '../../src/models/card';
import { cardText } from './card-text';
import { factsOf, readDraft } from './cards';
import { artefactFiles, loadGraph, modelPath, packageFile, referenceFeeds, runGraph, tfjsArtefact } from './tfjs-graph';
import { operatorsOf } from './operators';
import { countMacs, countParameters } from './work';

const id = process.argv[2];
if (!id) {
  console.error('usage: npx tsx tools/models/tfjs-reference.ts <model-id>');
  process.exit(2);
}

function seal(file: CardFile, bytes: Uint8Array): void {
  delete file.parts;
  Object.assign(file, factsOf(bytes));
}

/** Every stride-th value, starting at 0. */
function thin(values: Float32Array, stride: number): Float32Array {
  return values.filter((_, index) => index % stride === 0);
}

const card = readDraft(id);
const artefact = tfjsArtefact(card);
const files = await artefactFiles(card, artefact);
for (const file of artefact.files) seal(file, files.get(file.path)!);
for (const file of card.assets ?? []) seal(file, packageFile(card, file));
artefact.operators = operatorsOf('tfjs-graph', [...files].find(([path]) => path.endsWith('.json'))![1]);
for (const { file } of card.reference.inputs) seal(file, readFileSync(modelPath(id, file.from)));

await tf.setBackend('cpu');
let graph = await loadGraph(card);
const feeds = referenceFeeds(card);
if (artefact.convertedFrom) {
  // Loaded only where something was converted: it brings ONNX Runtime along.
  const { graphParity } = await import('./graph-parity');
  artefact.convertedFrom.maxRel = await graphParity(card, artefact, feeds);
  console.log(`${id}: at most ${artefact.convertedFrom.maxRel} of the range from what it is converted from`);
}
card.parameters = countParameters(graph);
card.macs.count = await countMacs(graph, card, feeds);
const expected = await runGraph(graph, card, feeds);
mkdirSync(modelPath(id, 'reference'), { recursive: true });
for (const reference of card.reference.outputs) {
  const output = expected[reference.name]!;
  reference.shape = [...output.shape];
  const bytes = new Uint8Array(thin(output.data as Float32Array, reference.stride).buffer);
  writeFileSync(modelPath(id, reference.file.from), bytes);
  seal(reference.file, bytes);
}
card.reference.madeBy = `TensorFlow.js ${tf.version_core}, cpu backend (plain JavaScript)`;
writeFileSync(modelPath(id, 'card.json'), cardText(v.parse(cardSchema, card)));
console.log(`${id}: ${card.parameters} parameters, ${card.macs.count} MACs`);

await tf.setBackend('wasm');
graph = await loadGraph(card);
const actual = await runGraph(graph, card, feeds);
for (const [name, { data, shape }] of Object.entries(expected)) {
  const values = data as Float32Array;
  const maxAbs = values.reduce(
    (worst, value, i) => Math.max(worst, Math.abs(value - Number(actual[name]!.data[i]))),
    0,
  );
  const range = values.reduce((a, b) => Math.max(a, b)) - values.reduce((a, b) => Math.min(a, b));
  console.log(`${name} [${shape}]: wasm differs by ${maxAbs.toExponential(2)}, range ${range.toPrecision(4)}`);
}
