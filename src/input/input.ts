import { part } from '../domain/part';
import { plural } from '../domain/words';
import type { RunInput } from './runInput';
import { Problem } from '../domain/problem';
import type { PictureSample, TaskSample } from '../tasks/types';

const picturePart = () => import('./picture');

interface Shown {
  /** Object URL or path of the picture, for the view. */
  readonly url?: string;
  readonly width?: number;
  readonly height?: number;
  readonly note?: string;
}

/** An input ready to run, with what the page shows of it. */
export type PreparedInput = RunInput & Shown;

/** What the page shows of an input that may still have to be made ready. */
export interface ShownInput extends Shown {
  readonly id: string;
  /** @throws Problem as {@link pictureInput} does */
  readonly ready: () => Promise<RunInput>;
}

export function shownInput(prepared: PreparedInput): ShownInput {
  const { id, url, width, height, note } = prepared;
  return { id, url, width, height, note, ready: () => Promise.resolve(prepared) };
}

/**
 * A picture from a file, the clipboard or the camera.
 * @param url what shows it; an object URL is made, and is the caller's to revoke, where it is absent or would show transparent parts
 * @throws Problem `input`
 */
export async function pictureInput(blob: Blob, id = 'own', url?: string): Promise<PreparedInput> {
  const { decodePicture } = await part(picturePart);
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
    detail: plural(texts.length, 'sentence'),
    bytes: new TextEncoder().encode(texts.join('\n')).length,
  };
}

export async function sampleInput(sample: TaskSample): Promise<PreparedInput> {
  if ('texts' in sample) return textInput(sample.texts, sample.id);
  const { blob, url } = await fetchSample(sample);
  return pictureInput(blob, sample.id, url);
}

/** A sample to be shown: what decodes its picture is fetched when a run needs the pixels, once. */
export async function shownSample(sample: TaskSample): Promise<ShownInput> {
  if ('texts' in sample) return shownInput(textInput(sample.texts, sample.id));
  const { id, width, height } = sample;
  const { blob, url } = await fetchSample(sample);
  let decoded: Promise<PreparedInput> | undefined;
  const ready = () => {
    decoded ??= pictureInput(blob, id, url);
    decoded.catch(() => (decoded = undefined));
    return decoded;
  };
  return { id, url, width, height, ready };
}

async function fetchSample(sample: PictureSample): Promise<{ readonly blob: Blob; readonly url: string }> {
  const url = new URL(sample.picture, document.baseURI).href;
  const response = await fetch(url).catch(() => undefined);
  if (!response?.ok)
    throw new Problem(
      'download',
      'The sample picture could not be loaded. Check the connection, or use your own.',
      url,
    );
  return { blob: await response.blob(), url };
}
