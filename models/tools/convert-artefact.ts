import type { Artefact, ModelCard } from '../../src/models/card';
import { convertModel, readArtefacts } from '../convert/convert';
import { sourcePath } from './cards';

/**
 * The one file of an artefact that is converted from another of the same card.
 * @throws where the card names no artefact to convert from, or the model can't be converted
 */
export async function convertArtefact(card: ModelCard, { precision, convertedFrom }: Artefact): Promise<Uint8Array> {
  const source = card.artefacts.find(
    (artefact) => artefact.format === convertedFrom?.format && !artefact.convertedFrom,
  );
  const json = source?.files.find(({ path }) => path.endsWith('model.json'));
  if (!json) throw new Error(`${card.id}: there is no ${convertedFrom?.format} artefact to convert from.`);
  if (precision !== 'fp32' && precision !== 'fp16')
    throw new Error(`${card.id}: nothing converts to ${precision} yet.`);
  const { artefacts } = readArtefacts(sourcePath(card, json));
  // Parity is checked when the artefact is put on the card, and again by every cell's agreement gate.
  const { onnx } = await convertModel(artefacts, { precision, dynamic: convertedFrom?.dynamic, verify: false });
  return onnx;
}
