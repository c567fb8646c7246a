import type { TensorMap } from '../../domain/tensor';

/**
 * The packed ScatterNd of TensorFlow.js 4.22 on WebGL takes updates two at a time and, after an odd number, adds what lies
 * behind the last one to row 0: the first text's embedding came out 0.997 of itself. A further text of one full stop
 * makes the number even on every backend; its embedding is dropped.
 */
const FILLER = 6;

/**
 * The network's inputs for a batch of texts: `indices` [N, 2] (text, place in the text) and `values` [N] (token ids).
 * N is even. It depends on the texts, and so do the shapes inside: the graph gathers the real tokens, so padding would not fix them.
 * A GPU backend therefore compiles anew for new texts, and repeats of the same texts run on compiled shaders.
 */
export function feedsFor(batch: readonly (readonly number[])[]): TensorMap {
  const tokens = batch.reduce((sum, ids) => sum + ids.length, 0);
  const rows = tokens % 2 === 0 ? batch : [...batch, [FILLER]];
  const total = tokens + (tokens % 2);
  const indices = new Int32Array(total * 2);
  const values = new Int32Array(total);
  let at = 0;
  for (const [row, ids] of rows.entries()) {
    for (const [place, id] of ids.entries()) {
      indices[at * 2] = row;
      indices[at * 2 + 1] = place;
      values[at] = id;
      at++;
    }
  }
  return {
    indices: { dtype: 'int32', shape: [total, 2], data: indices },
    values: { dtype: 'int32', shape: [total], data: values },
  };
}
