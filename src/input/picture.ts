import * as Comlink from 'comlink';
import { Problem, type ProblemCode } from '../runtimes/problem';
import type { DecodedPicture, PictureApi } from './picture.worker';

/**
 * Decodes a picture in a worker that ends afterwards: reading back some megapixels would hold the page for more than 50 ms,
 * and the decoder's memory goes with the worker.
 * @throws Problem `input` with a sentence for the visitor
 */
export async function decodePicture(blob: Blob): Promise<DecodedPicture> {
  const worker = new Worker(new URL('./picture.worker.ts', import.meta.url), { type: 'module', name: 'picture' });
  try {
    const crashed = new Promise<never>((_, reject) => {
      worker.addEventListener('error', (event) => {
        reject(new Problem('input', 'This picture could not be read.', event.message));
      });
    });
    const outcome = await Promise.race([Comlink.wrap<PictureApi>(worker).decode(blob), crashed]);
    if (outcome.ok) return outcome.value;
    throw new Problem(outcome.reason.code as ProblemCode, outcome.reason.message, outcome.reason.detail);
  } finally {
    worker.terminate();
  }
}
