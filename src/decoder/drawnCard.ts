import type { Precision } from '../models/artefact';
import type { Artefact } from '../models/card';
import type { DrawnCard } from '../models/drawn';
import { BLOCK } from './initialisers';
import type { DecoderConfig } from './config';
import { measuredConfig } from './drawnModel';
import { decoderFiles } from './files';
import { decoderModel } from './onnx';
import { DataFile } from './store';
import type { WeightSource } from './weights';
import { unprovenCard } from './unprovenCard';

/** Sizes are told without any weights. */
const noWeights: WeightSource = {
  read(name) {
    throw new Error(`${name} was read where only its size was asked.`);
  },
};

/** In the order in which backends choose. */
const inOrder: readonly Precision[] = ['fp16', 'fp32', 'int8', 'int4'];

/** Blocks lie along rows. */
const hasBlocks = ({ hidden, intermediate, heads, headSize }: DecoderConfig) =>
  [hidden, intermediate, heads * headSize].every((columns) => columns % BLOCK === 0);

function artefactOf(config: DecoderConfig, precision: Precision): Artefact {
  const operators: Record<string, number> = {};
  for (const { op } of decoderModel(config, noWeights, precision, new DataFile('')).graph.nodes)
    operators[op] = (operators[op] ?? 0) + 1;
  return {
    format: 'onnx',
    precision,
    files: decoderFiles(config, noWeights, 'onnx', precision).map(({ path, bytes }) => ({
      path,
      bytes,
      from: 'drawn',
      sha256: '',
    })),
    operators,
  };
}

/**
 * The card of a decoder that nobody has to download: weights are drawn where it runs.
 * @param json a Hugging Face `config.json`
 * @throws Problem as `readConfig`, and `missing-feature` where ONNX Runtime has no kernels for it
 */
export function drawnCard(id: string, title: string, json: Record<string, unknown>): DrawnCard {
  const config = measuredConfig(json);
  const shared = unprovenCard(config);
  return {
    ...shared,
    id,
    title,
    description: 'A decoder whose weights are drawn where it runs: how fast it is, and nothing of what it would say.',
    yields: 'tokens of no meaning',
    licence: { weights: 'CC0-1.0', notice: '', provenance: '' },
    source: { package: 'nearside', version: '' },
    decoder: { ...shared.decoder, drawn: { config: json, seed: 1 } },
    artefacts: inOrder
      .filter((precision) => precision === 'fp16' || precision === 'fp32' || hasBlocks(config))
      .map((precision) => artefactOf(config, precision)),
    assets: [],
    tolerance: {
      maxAbs: 0.5,
      maxRel: 1,
      task: { measure: 'agreement with itself', limit: 1, better: 'higher' },
      reason: 'Tokens that are read at once lead to what they lead to read one by one.',
    },
  };
}
