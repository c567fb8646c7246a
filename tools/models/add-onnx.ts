/**
 * Puts ONNX artefacts on a card that has a TensorFlow.js graph: converts, checks against TensorFlow.js, and writes bytes
 * and SHA-256 down. Assembly converts again and must come to the same bytes.
 *
 *     npx tsx tools/models/add-onnx.ts <model-id> [--dynamic] fp16 fp32
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { precisions } from '../../src/models/artefact';
import { cardSchema, type Artefact } from '../../src/models/card';
import { convertModel } from '../convert/convert';
import { factsOf, modelsFolder, readCard } from './cards';
import { cardText } from './card-text';
import { conversionSource, convertArtefact } from './convert-artefact';
import { toFeeds } from './graph-parity';
import { operatorsOf } from './operators';
import { referenceFeeds } from './tfjs-graph';

const [id, ...rest] = process.argv.slice(2);
/** In the order given: the first that a backend takes is the one it gets. */
const wanted = rest.flatMap((word) => precisions.find((precision) => precision === word) ?? []);
if (!id || wanted.length === 0) {
  console.error('usage: npx tsx tools/models/add-onnx.ts <model-id> [--dynamic] fp16 fp32');
  process.exit(2);
}
const dynamic = rest.includes('--dynamic');
const card = readCard(id);
const reference = { label: 'reference', feeds: toFeeds(referenceFeeds(card)) };

const artefacts: Artefact[] = [];
for (const precision of wanted) {
  const converted: Artefact = {
    format: 'onnx',
    precision,
    files: [{ path: `onnx-${precision}/model.onnx`, from: 'converted', bytes: 1, sha256: '0'.repeat(64) }],
    operators: {},
    convertedFrom: { format: 'tfjs-graph', dynamic, maxRel: 0 },
  };
  const [file] = converted.files;
  const onnx = (await convertArtefact(card, converted)).get(file!.path)!;
  Object.assign(file!, factsOf(onnx));
  converted.operators = operatorsOf('onnx', onnx);
  artefacts.push(converted);
  const { artefacts: source, layers } = await conversionSource(card, converted);
  const { parity } = await convertModel(source, {
    layers,
    precision: precision === 'fp16' ? 'fp16' : 'fp32',
    dynamic,
    feeds: () => [reference],
  });
  const worst = Math.max(...parity.map(({ maxRel }) => maxRel));
  converted.convertedFrom = { format: 'tfjs-graph', dynamic, maxRel: Number(worst.toPrecision(2)) };
  console.log(
    `${id} ${precision}: ${onnx.byteLength} bytes, at most ${worst.toExponential(1)} of the range from TensorFlow.js`,
  );
}
const path = join(modelsFolder, id, 'card.json');
// Parsed for the check alone: the file keeps its own order of keys.
const raw = JSON.parse(readFileSync(path, 'utf8')) as { artefacts: Artefact[] };
raw.artefacts = [
  ...raw.artefacts.filter(({ format, convertedFrom }) => format !== 'onnx' || !convertedFrom),
  ...artefacts,
];
v.parse(cardSchema, raw);
writeFileSync(path, cardText(raw));
