import * as Comlink from 'comlink';
import { Problem, type ProblemCode } from '../domain/problem';
import type { DecodedPicture, PictureApi } from './picture.worker';

let readings = 0;

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
    const api = Comlink.wrap<PictureApi>(worker);
    const lock = `nearside-picture-${performance.timeOrigin}-${readings++}`;
    await Promise.race([api.hold(lock), crashed]);
    const outcome = await Promise.race([api.decode(blob), crashed, released(lock)]);
    if (outcome.ok) return outcome.value;
    throw new Problem(outcome.reason.code as ProblemCode, outcome.reason.message, outcome.reason.detail);
  } finally {
    worker.terminate();
  }
}

/**
 * Rejects once the worker that holds the lock is gone: one that the browser kills, for memory say, sends no event.
 * Without Web Locks (a page that is not served securely) it never settles.
 */
async function released(lock: string): Promise<never> {
  if (!navigator.locks) return new Promise<never>(() => {});
  return navigator.locks.request(lock, () => {
    throw new Problem('input', 'The browser stopped reading this picture, often for memory. Try a smaller one.');
  });
}
