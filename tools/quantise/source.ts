import { existsSync, readFileSync } from 'node:fs';
import type { Precision } from '../../src/models/artefact';
import type { Artefact, ModelCard } from '../../src/models/card';
import { sourcePath } from '../models/cards';
import { convertArtefact } from '../models/convert-artefact';

/**
 * The ONNX artefact that smaller ones are made from.
 * @param precision the one that is stored most exactly, where it isn't told
 * @throws Error where there is none
 */
export function sourceArtefact(card: ModelCard, precision?: Precision): Artefact {
  const wanted = precision ? [precision] : (['fp32', 'fp16'] as const);
  const [artefact] = wanted.flatMap((one) =>
    card.artefacts.filter((candidate) => candidate.format === 'onnx' && candidate.precision === one),
  );
  if (!artefact) throw new Error(`${card.id} has no ONNX artefact in ${wanted.join(' or ')}.`);
  return artefact;
}

/** Its model file. */
export async function modelFile(card: ModelCard, precision?: Precision): Promise<Uint8Array> {
  const artefact = sourceArtefact(card, precision);
  const file = artefact.files.find(({ path }) => path.endsWith('.onnx'))!;
  if (artefact.convertedFrom) return (await convertArtefact(card, artefact)).get(file.path)!;
  const path = sourcePath(card, file);
  if (!existsSync(path)) throw new Error(`${card.id}: ${path} is missing. Run npm ci.`);
  return readFileSync(path);
}
