import { Problem } from './problem';

const fetched = new WeakSet<() => Promise<unknown>>();

/**
 * A part of the page that is fetched when it is first needed. A module that failed to load fails again in some browsers until the
 * page is loaded anew (https://github.com/whatwg/html/issues/6768): offline it is not even tried, so that connecting is enough, save
 * where a service worker has it.
 * @param load the same function each time, so that what is here is known to be
 * @throws Problem `offline` or `download` with a sentence, where it could not be fetched
 */
export async function part<T>(load: () => Promise<T>): Promise<T> {
  const { onLine, serviceWorker } = globalThis.navigator ?? {};
  if (onLine === false && !serviceWorker?.controller && !fetched.has(load)) {
    const what = 'A part of this page is not here yet, and the device is offline. Connect and try again.';
    throw new Problem('offline', what);
  }
  try {
    const module = await load();
    fetched.add(load);
    return module;
  } catch (error) {
    const what = 'A part of this page could not be fetched. Connect and load the page again; stored runs are safe.';
    throw new Problem('download', what, String(error));
  }
}
