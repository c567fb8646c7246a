import { Problem } from '../domain/problem';

/**
 * A part of the page that is fetched when it is first needed.
 * @throws Problem `download` with a sentence, where it could not be
 */
export async function part<T>(load: () => Promise<T>): Promise<T> {
  // A module that failed to load once fails again in some browsers until the page is loaded anew
  // (https://github.com/whatwg/html/issues/6768): offline it is not even tried.
  if (navigator.onLine === false)
    throw new Problem(
      'offline',
      'A part of this page is not here yet, and the device is offline. Connect and try again.',
    );
  try {
    return await load();
  } catch (error) {
    const what = 'A part of this page could not be fetched. Connect and load the page again; stored runs are safe.';
    throw new Problem('download', what, String(error));
  }
}
