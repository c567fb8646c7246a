import { Problem } from '../domain/problem';
import { filesOf } from './fromHub';
import { idOf, type KeptModel } from './kept';
import { openStore } from './store';

/** Of what is parsed, a tokenizer say. */
const MOST_BESIDE_BYTES = 100e6;

const gone = (id: string) =>
  new Problem('download', `${id} is not kept here any more. Download it again in the library, under “From a hub”.`);

/**
 * A file of a model that was downloaded from a hub, from the cache: nothing is asked of anybody.
 * @throws Problem `download` where it was deleted meanwhile, `memory` where the browser has no room for it
 */
export async function readKept(kept: KeptModel, path: string): Promise<ArrayBuffer> {
  const id = idOf(kept);
  const file = filesOf(kept).find((each) => each.path === path);
  if (!file) throw new Problem('no-artefact', `${id} has no file ${path}.`);
  const isBeside = kept.besides.includes(file);
  if (isBeside && file.bytes > MOST_BESIDE_BYTES) {
    throw new Problem('memory', `${path} of ${id} is larger than any should be, and was not read.`);
  }
  const blob = await (await openStore()).readFile(file);
  if (!blob) throw gone(id);
  try {
    return await blob.arrayBuffer();
  } catch (error) {
    // An allocation that fails, or a disk that does not give it any more.
    throw new Problem(
      'memory',
      `${path} of ${id} could not be read into memory. Close other tabs, or choose a smaller form of the model.`,
      String(error),
    );
  }
}
