import type { TensorMap } from '../../domain/tensor';
import { featureWeight, BATCH, ROW, type Encoding } from './features';

/**
 * The network's inputs for at most 16 sentences: `ids` [16, 256] int32, rows of its table, and `weights` [16, 256] float32,
 * what each counts for. Both are 0 behind a sentence's last feature and behind the last sentence.
 */
export function feedsFor(encodings: readonly Pick<Encoding, 'known'>[]): TensorMap {
  if (encodings.length > BATCH) throw new RangeError(`${encodings.length} sentences in a batch of ${BATCH}.`);
  const shape = [BATCH, ROW];
  const ids = new Int32Array(BATCH * ROW);
  const weights = new Float32Array(BATCH * ROW);
  for (const [sentence, { known }] of encodings.entries()) {
    const weight = featureWeight(known.length);
    for (const [place, { row }] of known.entries()) {
      ids[sentence * ROW + place] = row;
      weights[sentence * ROW + place] = weight;
    }
  }
  return { ids: { dtype: 'int32', shape, data: ids }, weights: { dtype: 'float32', shape, data: weights } };
}
