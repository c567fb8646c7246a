/**
 * Makes the agreement reference of the two text networks from the pictures in their folders, and writes what can be
 * counted into their cards: bytes, SHA-256, parameters, multiply–accumulates.
 *
 *   npm install --ignore-scripts --prefix FOLDER onnxruntime-node@1.30.0 onnx-proto@8.0.1
 *   npx tsx tools/models/ocr-reference.ts FOLDER
 *
 * The native library is another build on other kernels than the page's, so the two do not share a mistake of one.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { PNG } from 'pngjs';
import type { CardFile, ModelCard } from '../../src/models/card';
import { pictureTensor, pixelsFromRgb } from '../../src/tasks/picture';
import { cardFiles, factsOf, modelsFolder, readCard, sourcePath } from './cards';
import { countParameters, runNative } from './onnx-facts';

const sources = [
  { id: 'ppocr-v4-det', picture: 'reference/lines.png' },
  { id: 'ppocr-v4-rec', picture: 'reference/line.png' },
];

/** A reference output keeps at most this many values, so that a page fetches little for its check. */
const MAX_KEPT = 15_000;
const PRIMES = [1, 2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31];

function readRgb(path: string): { width: number; height: number; rgb: Uint8Array } {
  const { width, height, data } = PNG.sync.read(readFileSync(path));
  const rgb = new Uint8Array(width * height * 3);
  for (let i = 0; i < rgb.length; i++) rgb[i] = data[Math.floor(i / 3) * 4 + (i % 3)]!;
  return { width, height, rgb };
}

/** A prime stride runs through every column and class, whatever the shape. */
function strideFor(length: number): number {
  const stride = PRIMES.find((prime) => Math.ceil(length / prime) <= MAX_KEPT);
  if (!stride) throw new Error(`An output of ${length} values is too long for a reference.`);
  return stride;
}

function everyNth(values: Float32Array, stride: number): Float32Array {
  return Float32Array.from({ length: Math.ceil(values.length / stride) }, (_, i) => values[i * stride]!);
}

function writeReference(id: string, name: string, bytes: Uint8Array): CardFile {
  const path = `reference/${name}`;
  writeFileSync(join(modelsFolder, id, path), bytes);
  return { path, from: path, ...factsOf(bytes) };
}

async function update(folder: string, id: string, picture: string): Promise<void> {
  const card: ModelCard = readCard(id);
  const input = card.inputs[0]!;
  const model = sourcePath(card, card.artefacts[0]!.files[0]!);
  const { width, height, rgb } = readRgb(join(modelsFolder, id, picture));
  const tensor = pictureTensor(pixelsFromRgb(rgb, width, height), input.picture!);
  const run = await runNative(folder, model, { [input.name]: tensor });

  card.parameters = countParameters(folder, model);
  card.macs = { ...card.macs, count: run.macs, shape: [...tensor.shape] };
  const stored = writeReference(id, `${basename(picture, '.png')}.rgb8.bin`, rgb);
  card.reference.inputs = [{ name: input.name, shape: [...tensor.shape], stored: 'rgb8', file: stored }];
  card.reference.outputs = [...run.outputs].map(([name, { shape, values }], index) => {
    const stride = strideFor(values.length);
    const kept = everyNth(values, stride);
    const file = writeReference(id, `output-${index}.bin`, new Uint8Array(kept.buffer));
    return { name, shape: [...shape], stride, file };
  });
  for (const file of cardFiles(card)) Object.assign(file, factsOf(readFileSync(sourcePath(card, file))));
  writeFileSync(join(modelsFolder, id, 'card.json'), `${JSON.stringify(card, null, 2)}\n`);
  console.log(`${id}: ${card.parameters} parameters, ${run.macs} multiply–accumulates at ${tensor.shape.join('×')}`);
}

const [folder] = process.argv.slice(2);
if (!folder) {
  console.error(
    'Usage: npx tsx tools/models/ocr-reference.ts FOLDER (where onnxruntime-node and onnx-proto are installed)',
  );
  process.exit(2);
}
for (const { id, picture } of sources) await update(folder, id, picture);
