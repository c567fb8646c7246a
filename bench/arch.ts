import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { readConfig } from '../src/decoder/config';
import { decoderPresets } from '../src/decoder/presets';
import { Problem } from '../src/domain/problem';
import { closest } from '../src/domain/suggest';
import { quoted } from '../src/domain/text';
import { precisions } from '../src/models/artefact';
import { UsageError } from './usage';

/** A decoder to be measured with drawn weights. */
export interface Arch {
  readonly id: string;
  readonly title: string;
  /** As `config.json` has it. */
  readonly config: Readonly<Record<string, unknown>>;
}

const isFile = (text: string) => /[/\\]|\.json$/.test(text);

/** As a model is named in links and on the command line. */
const idOf = (name: string) => name.toLowerCase().replace(/[^a-z0-9.-]+/g, '-') || 'config';

function configIn(path: string): Record<string, unknown> {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
  } catch (error) {
    throw new UsageError(`${quoted(path)} can't be read as a config.json: ${(error as Error).message}`);
  }
}

/**
 * A preset by its name, or the decoder that a `config.json` describes.
 * @throws UsageError for one that is neither, or of an unknown kind
 */
export function readArch(text: string): Arch {
  const preset = decoderPresets.find(({ id }) => id === text);
  if (preset) return preset;
  if (!isFile(text)) {
    const ids = decoderPresets.map(({ id }) => id);
    const guess = closest(text, ids);
    const known = `Known: ${ids.join(', ')}, or the path of a config.json`;
    throw new UsageError(`There is no decoder ${quoted(text)}. ${known}${guess ? `; did you mean '${guess}'?` : '.'}`);
  }
  const config = configIn(text);
  try {
    readConfig(config);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    throw new UsageError(`${quoted(text)}: ${error.message}`);
  }
  const name = basename(text) === 'config.json' ? String(config['_name_or_path'] ?? 'config') : basename(text, '.json');
  return { id: idOf(basename(name)), title: basename(name), config };
}

/** @throws UsageError */
export function readPrecision(text: string): string {
  if (precisions.some((known) => known === text)) return text;
  throw new UsageError(`There is no precision ${quoted(text)}. Known: ${precisions.join(', ')}.`);
}
