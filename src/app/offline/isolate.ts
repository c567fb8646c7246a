import { isMeasuring } from './quiet';
import { controlled } from './serviceWorker';

const TRIED = 'nearside.isolating/1';

/** @returns false where it was tried before, or nothing can be kept to tell: then it is not tried */
function isFirstTry(): boolean {
  try {
    if (sessionStorage.getItem(TRIED)) return false;
    sessionStorage.setItem(TRIED, '1');
    return true;
  } catch {
    return false;
  }
}

/**
 * Isolates a page whose host sends no headers: once the service worker adds them, the page is loaded anew, which gives threads and a
 * fine timer. Once a session at most, and not under the hands of somebody who has begun: then the next visit is isolated.
 */
export async function isolate(): Promise<void> {
  if (crossOriginIsolated) return;
  await controlled();
  if (navigator.userActivation?.hasBeenActive || (await isMeasuring())) return;
  if (isFirstTry()) location.reload();
}
