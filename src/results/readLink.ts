import * as v from 'valibot';
import { unpackLink } from './resultLinkBytes';
import { refusals } from './resultLinkWords';

/**
 * What a link of a version holds, where it is what such a link may hold. Never rejects, whatever the text is.
 * @param impossible said where it arrived whole and is not
 */
export async function readLink<S extends v.GenericSchema>(
  version: number,
  code: string,
  schema: S,
  impossible: string,
): Promise<{ readonly content: v.InferOutput<S> } | { readonly problem: string }> {
  const unpacked = await unpackLink(version, code);
  if ('problem' in unpacked) return unpacked;
  let content: unknown;
  try {
    content = JSON.parse(unpacked.text);
  } catch {
    return { problem: refusals.impossible };
  }
  const read = v.safeParse(schema, content, { abortEarly: true });
  return read.success ? { content: read.output } : { problem: impossible };
}
