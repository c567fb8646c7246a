import type { Artefact } from '../models/card';
import { Problem } from '../domain/problem';
import type { Drawn } from '../models/drawn';
import { readConfig, type DecoderConfig } from './config';
import { drawnWeights } from './drawn';
import { fitOf, memoryNeed, type Room } from './memory';
import { decoderFiles } from './files';

/** Positions that a model is measured with at most: a conversation of some pages. Tables of positions are as long. */
export const MOST_POSITIONS = 2048;

/** @throws Problem as {@link readConfig} */
export function measuredConfig(json: unknown): DecoderConfig {
  const config = readConfig(json);
  return { ...config, context: Math.min(config.context, MOST_POSITIONS) };
}

/** Bytes of the file that holds an artefact's weights: the largest one. */
export const fileBytes = ({ files }: Pick<Artefact, 'files'>): number => Math.max(...files.map(({ bytes }) => bytes));

/** Of all files but graphs that another form of it runs: weights may lie in several. */
const weightBytes = ({ files }: Pick<Artefact, 'files'>): number =>
  files.reduce((sum, { path, bytes }) => sum + (path.endsWith('_loop.onnx') ? 0 : bytes), 0);

/**
 * Before anything is made of what could only fail, and take the tab with it.
 * @throws Problem `memory`
 */
export function refuseTooLarge(config: DecoderConfig, artefact: Artefact, room: Room): void {
  const { precision } = artefact;
  const positions = Math.min(config.context, MOST_POSITIONS);
  const need = memoryNeed(config, { precision, file: weightBytes(artefact) }, room.processor, positions);
  const { fit, because } = fitOf(need, room);
  if (fit === 'too large') throw new Problem('memory', `It was not tried, since it would not fit. ${because}`);
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
