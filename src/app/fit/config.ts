import { readConfig } from '../../decoder/config';
import { parameterCount } from '../../decoder/shapes';
import { Problem } from '../../domain/problem';

/** Far beyond what any device holds: counted only so that no nonsense is. */
const MOST_PARAMETERS = 1e12;
/** A `config.json` is some kilobytes. */
const MOST_CHARACTERS = 1e6;

/**
 * What somebody pasted, as a `config.json`.
 * @throws Problem `input` or `missing-feature`, saying what is wrong with it
 */
export function readPasted(text: string): Record<string, unknown> {
  if (text.trim() === '') throw new Problem('input', 'Paste what a model’s config.json holds.');
  if (text.length > MOST_CHARACTERS) throw new Problem('input', 'This is too long to be a config.json.');
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new Problem('input', 'This is no JSON: a config.json begins with { and ends with }.', String(error));
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    throw new Problem('input', 'This is JSON, but not the config.json of a language model.');
  if (parameterCount(readConfig(json)) > MOST_PARAMETERS)
    throw new Problem('input', 'No model has as many weights as this describes: check the sizes.');
  return json as Record<string, unknown>;
}
