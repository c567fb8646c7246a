import { readFileSync } from 'node:fs';
import { seededRandom } from '../../../src/domain/random';
import { BATCH, encode, readVocabulary } from '../../../src/tasks/sentence-polarity/features';
import { feedsFor } from '../../../src/tasks/sentence-polarity/feeds';
import type { HeldOutScores } from '../../../tools/quantise/scores';
import { divide, PARTS, readCorpus, SEED } from '../train/corpus';
import { accuracy, calibrationError, type Judged } from '../train/scores';

const features = readFileSync(new URL('../weights/features.bin', import.meta.url));

export const scores: HeldOutScores = {
  data: 'the folder of `rt-polarity.neg` and `rt-polarity.pos`, from NLTK’s `sentence_polarity.zip`',
  async measure(folder, run) {
    const vocabulary = readVocabulary(new Uint8Array(features).buffer);
    const [test = []] = divide(readCorpus(folder), PARTS, seededRandom(SEED));
    const judged: Judged[] = [];
    for (let first = 0; first < test.length; first += BATCH) {
      const batch = test.slice(first, first + BATCH);
      const { positive } = await run(feedsFor(batch.map(({ text }) => encode(text, vocabulary))));
      for (const [row, { label }] of batch.entries()) {
        const probability = Number(positive!.data[row]);
        judged.push({ logit: Math.log(probability / (1 - probability)), label });
      }
    }
    const on = `${test.length.toLocaleString('en')} sentences that the training never saw`;
    return [
      { measure: 'accuracy', value: accuracy(judged), on },
      {
        measure: 'expected calibration error',
        value: calibrationError(judged),
        on: `${on}, in ten bins of probability`,
      },
    ];
  },
};
