import type { RunInput } from './runInput';
import { Problem } from '../domain/problem';
import type { TaskSample } from '../tasks/types';
import { decodePicture } from './picture';

/** An input ready to run, with what the page shows of it. */
export interface PreparedInput extends RunInput {
  /** Object URL or path of the picture, for the view. */
  readonly url?: string;
  readonly width?: number;
  readonly height?: number;
  readonly note?: string;
}

/**
 * A picture from a file, the clipboard or the camera.
 * @param url what shows it; an object URL is made, and is the caller's to revoke, where it is absent or would show transparent parts
 * @throws Problem `input`
 */
export async function pictureInput(blob: Blob, id = 'own', url?: string): Promise<PreparedInput> {
  const { pixels, width, height, note, shown } = await decodePicture(blob);
  const isShrunk = pixels.width < width || pixels.height < height;
  return {
    id,
    input: { kind: 'picture', pixels, ...(isShrunk && { shrunkFrom: { width, height } }) },
    detail: `${width} × ${height}`,
    bytes: blob.size,
    url: shown ? URL.createObjectURL(shown) : (url ?? URL.createObjectURL(blob)),
    width,
    height,
    note,
  };
}

/** Sentences, the question first. Their UTF-8 bytes are the payload. */
export function textInput(texts: readonly string[], id = 'own'): PreparedInput {
  return {
    id,
    input: { kind: 'texts', texts },
    detail: `${texts.length} sentences`,
    bytes: new TextEncoder().encode(texts.join('\n')).length,
  };
}

export async function sampleInput(sample: TaskSample): Promise<PreparedInput> {
  if ('texts' in sample) return textInput(sample.texts, sample.id);
  const url = new URL(sample.picture, document.baseURI).href;
  const response = await fetch(url).catch(() => undefined);
  if (!response?.ok)
    throw new Problem(
      'download',
      'The sample picture could not be loaded. Check the connection, or use your own.',
      url,
    );
  return pictureInput(await response.blob(), sample.id, url);
}
