import { Problem } from '../domain/problem';

/**
 * A part of the page that is fetched when it is first needed.
 * @throws Problem `download` with a sentence, where it could not be
 */
export async function part<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    const what = 'A part of this page could not be fetched. Connect and try again; stored runs are safe.';
    throw new Problem('download', what, String(error));
  }
}
