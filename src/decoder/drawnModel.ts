import type { Artefact } from '../models/card';
import type { Drawn } from '../models/drawn';
import { readConfig, type DecoderConfig } from './config';
import { drawnWeights } from './drawn';
import { decoderFiles } from './files';

/** Positions that a model is measured with at most: a conversation of some pages. Tables of positions are as long. */
export const MOST_POSITIONS = 2048;

/** @throws Problem as {@link readConfig} */
export function measuredConfig(json: unknown): DecoderConfig {
  const config = readConfig(json);
  return { ...config, context: Math.min(config.context, MOST_POSITIONS) };
}

/**
 * The files of an artefact with weights drawn by the seed, by path: made one initialiser at a time, so that they take the memory of the
 * files and no more.
 * @param onMade called with the bytes made so far
 */
export function drawnFiles(
  { config, seed }: Drawn,
  { format, precision }: Pick<Artefact, 'format' | 'precision'>,
  onMade: (bytes: number) => void,
): Map<string, ArrayBuffer> {
  const files = decoderFiles(measuredConfig(config), drawnWeights(seed), format, precision);
  return new Map(files.map(({ path, make }) => [path, make(onMade).buffer]));
}
