import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readConfig, type DecoderConfig } from '../../src/decoder/config';
import { decoderFiles as filesOf } from '../../src/decoder/files';
import { safetensors } from '../../src/decoder/safetensors';
import type { WeightSource } from '../../src/decoder/weights';
import type { ArtefactFormat, Precision } from '../../src/models/artefact';

/** A decoder as the repository holds it. */
export interface Decoder {
  readonly config: DecoderConfig;
  readonly source: WeightSource;
}

/** @param folder with `config.json` and `model.safetensors` */
export function readDecoder(folder: string): Decoder {
  return {
    config: readConfig(JSON.parse(readFileSync(join(folder, 'config.json'), 'utf8'))),
    source: safetensors(readFileSync(join(folder, 'model.safetensors'))),
  };
}

/** Files of one artefact by their path on the card. */
export function decoderFiles(
  { config, source }: Decoder,
  format: ArtefactFormat,
  precision: Precision,
): ReadonlyMap<string, Uint8Array> {
  return new Map(filesOf(config, source, format, precision).map(({ path, make }) => [path, make()]));
}

/** Of an artefact's files those that hold weights, by the name that its graphs call them. */
export const outside = (files: ReadonlyMap<string, Uint8Array>) =>
  [...files].filter(([path]) => path.endsWith('_data')).map(([path, data]) => ({ path: basename(path), data }));
