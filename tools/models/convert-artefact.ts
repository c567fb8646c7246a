import { basename, join } from 'node:path';
import type { io } from '@tensorflow/tfjs-core';
import type { Artefact, ModelCard } from '../../src/models/card';
import { convertModel, readArtefacts, type Source } from '../convert/convert';
import { encodeGraph, WEIGHTS_FILE } from '../convert/graph/encode';
import { settleGraph } from '../convert/graph/settle';
import { sourceFolder, sourcePath } from './cards';

/**
 * What an artefact is converted from, as a TensorFlow.js graph: a file of the source package, or another artefact of the card.
 * @throws where the card names neither
 */
export async function conversionSource(
  card: ModelCard,
  { convertedFrom }: Artefact,
): Promise<Pick<Source, 'artefacts' | 'layers'>> {
  if (convertedFrom?.from) return readArtefacts(join(sourceFolder(card), convertedFrom.from));
  // Where two would do, the one that lies in the source package.
  const [source] = card.artefacts
    .filter(({ format }) => format === convertedFrom?.format)
    .sort((a, b) => Number(a.convertedFrom !== undefined) - Number(b.convertedFrom !== undefined));
  if (source?.format === 'tfjs-graph' && source.convertedFrom) return { artefacts: await convertedGraph(card, source) };
  const json = source?.files.find(({ path }) => path.endsWith('model.json'));
  if (!json) throw new Error(`${card.id}: there is no ${convertedFrom?.format} artefact to convert from.`);
  return readArtefacts(sourcePath(card, json));
}

/** The graph model that a converted `tfjs-graph` artefact holds. */
export async function convertedGraph(card: ModelCard, artefact: Artefact): Promise<io.ModelArtifacts> {
  const { artefacts } = await conversionSource(card, artefact);
  return settleGraph(artefacts, artefact.convertedFrom?.shapes);
}

/**
 * The files of an artefact that is converted, by their path on the card.
 * @throws where the card names nothing to convert from, or the model can't be converted
 */
export async function convertArtefact(
  card: ModelCard,
  artefact: Artefact,
): Promise<ReadonlyMap<string, Uint8Array<ArrayBufferLike>>> {
  const { format, precision, convertedFrom, files } = artefact;
  if (precision !== 'fp32' && precision !== 'fp16')
    throw new Error(`${card.id}: nothing converts to ${precision} yet.`);
  if (format === 'tfjs-graph') {
    const { json, weights } = encodeGraph(await convertedGraph(card, artefact));
    return new Map(files.map(({ path }) => [path, basename(path) === WEIGHTS_FILE ? weights : json]));
  }
  // Parity is checked when the artefact is put on the card, and again by every cell's agreement gate.
  const { artefacts } = await conversionSource(card, artefact);
  const { onnx } = await convertModel(artefacts, {
    precision,
    dynamic: convertedFrom?.dynamic,
    shapes: convertedFrom?.shapes,
    verify: false,
  });
  return new Map(files.map(({ path }) => [path, onnx]));
}
