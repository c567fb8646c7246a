import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Artefact, ModelCard } from '../../src/models/card';
import { quantise, type QuantisePlan } from '../quantise/quantise';
import { modelFile } from '../quantise/source';
import { modelsFolder } from './cards';

/** What was calibrated, as it lies beside the card. */
export function planOf(card: ModelCard, { quantisedFrom }: Artefact): QuantisePlan | undefined {
  if (!quantisedFrom?.plan) return undefined;
  return JSON.parse(readFileSync(join(modelsFolder, card.id, quantisedFrom.plan), 'utf8')) as QuantisePlan;
}

/**
 * The files of an artefact that is quantised, by their path on the card: the same bytes every time, since ranges lie beside the
 * card and no network is run.
 */
export async function quantiseArtefact(card: ModelCard, artefact: Artefact): Promise<ReadonlyMap<string, Uint8Array>> {
  const { precision, quantisedFrom, files } = artefact;
  if (!quantisedFrom || (precision !== 'int8' && precision !== 'int4'))
    throw new Error(`${card.id}: nothing is quantised to ${precision}.`);
  const source = await modelFile(card, quantisedFrom.precision);
  const onnx = quantise(source, { method: quantisedFrom.method, precision }, planOf(card, artefact));
  return new Map(files.map(({ path }) => [path, onnx]));
}
