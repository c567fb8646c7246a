import * as Comlink from 'comlink';
import { whenReleased } from '../domain/lock';
import { pageFault, Problem, type ProblemCode } from '../domain/problem';
import type { PictureApi } from './picture.worker';
import type { DecodedPicture } from './readPicture';

/** Seconds after which reading is given up: the largest picture that is let through takes a slow phone a few. */
const MOST_SECONDS = 60;

let readings = 0;

/**
 * Decodes a picture in a worker that ends afterwards: reading back some megapixels would hold the page for more than 50 ms,
 * and the decoder's memory goes with the worker.
 * @throws Problem `input` with a sentence for the visitor; another code where the picture isn't to blame
 */
export async function decodePicture(blob: Blob): Promise<DecodedPicture> {
  const worker = new Worker(new URL('./picture.worker.ts', import.meta.url), { type: 'module', name: 'picture' });
  let deadline: ReturnType<typeof setTimeout> | undefined;
  const over = new AbortController();
  const api = Comlink.wrap<PictureApi>(worker);
  try {
    const stopped = new Promise<never>((_, reject) => {
      worker.addEventListener('error', (event) => {
        event.preventDefault();
        // A script that can't be fetched has no message.
        const missing = new Problem('download', 'The part of this page that reads pictures could not be fetched.');
        reject(event.message ? pageFault(event.message, 'reading the picture') : missing);
      });
      deadline = setTimeout(() => {
        reject(new Problem('input', `This picture took more than ${MOST_SECONDS} seconds to read. Try a smaller one.`));
      }, MOST_SECONDS * 1000);
    });
    const lock = `nearside-picture-${performance.timeOrigin}-${readings++}`;
    const isHeld = await Promise.race([api.hold(lock), stopped]);
    const outcome = await Promise.race([api.decode(blob), stopped, ...(isHeld ? [released(lock, over.signal)] : [])]);
    if (outcome.ok) return outcome.value;
    throw new Problem(outcome.reason.code as ProblemCode, outcome.reason.message, outcome.reason.detail);
  } finally {
    clearTimeout(deadline);
    over.abort();
    // Held until here: what nobody holds Comlink takes for done with.
    api[Comlink.releaseProxy]();
    worker.terminate();
  }
}

/** Rejects once the worker that holds the lock is gone: one that the browser kills, for memory say, sends no event. */
function released(lock: string, signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    whenReleased(lock, signal, () => {
      reject(new Problem('input', 'The browser stopped reading this picture, often for memory. Try a smaller one.'));
    });
  });
}
