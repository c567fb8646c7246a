/**
 * Fills in the cards of decoders from their weights, which may be new: files with bytes and SHA-256, operators, sizes, how near
 * rounded weights come to the reference. What a person writes (title, licence, scores) stays. Refuses weights whose single precision
 * doesn't say what PyTorch did, and rounded ones that say something else than they may.
 *
 *     npx tsx tools/models/add-decoder.ts [model-id …]
 *
 * Without ids: every card that has a decoder.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { cardSchema, type Artefact, type CardFile, type ModelCard } from '../../src/models/card';
import { decoderFiles, readDecoder, type Decoder } from '../decoder/files';
import { forcedDecoding, type TokensReference } from '../decoder/forced';
import { workOf } from '../../src/decoder/work';
import { cardText } from './card-text';
import { factsOf, modelIds, modelsFolder, readDraft, sourceFolder, weightsFolder } from './cards';
import { operatorsOf } from './operators';

/** In the order in which backends choose: half precision is half the download, and says the same. */
const wanted = [
  ['onnx', 'fp16'],
  ['onnx', 'fp32'],
  ['onnx', 'int8'],
  ['onnx', 'int4'],
  ['tfjs-graph', 'fp16'],
  ['tfjs-graph', 'fp32'],
] as const;

/** Rounded weights say something else now and then; further off than this they are refused. */
const rounded: Readonly<Record<'int8' | 'int4', NonNullable<Artefact['tolerance']>>> = {
  int8: {
    maxAbs: 0.5,
    maxRel: 0.05,
    limit: 0.97,
    reason:
      'Weights are stored in 8 bits, 32 to a scale; on WASM what they are multiplied with is rounded to 8 bits too.',
  },
  int4: {
    maxAbs: 2.5,
    maxRel: 0.4,
    limit: 0.85,
    reason:
      'Weights are stored in 4 bits, 32 to a scale, the embeddings in 8; on WASM what they are multiplied with is rounded to 8 bits.',
  },
};

/** What transformers.js and others read beside the graphs. */
const assets = ['config.json', 'generation_config.json', 'tokenizer.json', 'tokenizer_config.json'];

async function artefactOf(
  decoder: Decoder,
  [format, precision]: (typeof wanted)[number],
  card: ModelCard,
  reference: TokensReference,
): Promise<Artefact> {
  const made = decoderFiles(decoder, format, precision);
  const graph = [...made].find(([path]) => /\.(onnx|json)$/.test(path))!;
  const scores = card.artefacts?.find((one) => one.format === format && one.precision === precision)?.scores;
  const tolerance = precision === 'int8' || precision === 'int4' ? rounded[precision] : undefined;
  if (format === 'onnx') {
    const limit = tolerance?.limit ?? card.tolerance.task.limit;
    for (const { how, agreement, maxAbs } of await forcedDecoding(made, decoder.config, reference)) {
      const told = `${(100 * agreement).toFixed(1)} % of ${reference.forced.length} tokens as the reference, logits within ${maxAbs.toPrecision(2)}`;
      console.log(`${card.id} ${precision} ${how}: ${told}`);
      if (agreement < limit) throw new Error(`${card.id} in ${precision} has less than ${100 * limit} %.`);
    }
  }
  return {
    format,
    precision,
    files: [...made].map(([path, bytes]) => ({ path, from: 'described', ...factsOf(bytes) })),
    operators: operatorsOf(format, graph[1]),
    ...(tolerance && { tolerance }),
    ...(scores && { scores }),
  };
}

async function refreshed(id: string): Promise<ModelCard> {
  const card = readDraft(id);
  const decoder = readDecoder(weightsFolder(card));
  const file = (path: string, from: string): CardFile => ({
    path,
    from,
    ...factsOf(readFileSync(join(sourceFolder(card), from))),
  });
  const reference = JSON.parse(
    readFileSync(join(sourceFolder(card), 'reference/tokens.json'), 'utf8'),
  ) as TokensReference;
  const { vocabulary, layers, keyValueHeads, headSize, context, endTokens } = decoder.config;
  const artefacts: Artefact[] = [];
  for (const kind of wanted) artefacts.push(await artefactOf(decoder, kind, card, reference));
  const { reference: _, ...kept } = card;
  return {
    ...kept,
    decoder: { vocabulary, layers, keyValueHeads, headSize, context, endTokens: [...endTokens] },
    artefacts,
    assets: assets
      .filter((name) => existsSync(join(weightsFolder(card), name)))
      .map((name) => file(name, `weights/${name}`)),
    ...workOf(decoder.config),
    reference: {
      inputs: [],
      outputs: [],
      tokens: file('reference/tokens.json', 'reference/tokens.json'),
      madeBy: reference.madeBy,
    },
  };
}

const asked = process.argv.slice(2);
const ids = asked.length > 0 ? asked : modelIds().filter((id) => readDraft(id).workload === 'generation');
for (const id of ids) {
  const card = await refreshed(id);
  v.parse(cardSchema, card);
  writeFileSync(join(modelsFolder, id, 'card.json'), cardText(card));
}
