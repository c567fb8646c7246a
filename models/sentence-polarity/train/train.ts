/**
 * Trains the sentence polarity model, measures it on sentences kept apart and writes `weights/` and the card's `scores`:
 * half a minute on one core, the same bytes every time.
 *
 *     npx tsx models/sentence-polarity/train/train.ts <folder>
 *
 * The folder holds `rt-polarity.neg` and `rt-polarity.pos` of the sentence polarity dataset v1.0 (Pang & Lee 2005, "Seeing
 * stars", ACL; CC BY 4.0) in UTF-8, as in NLTK's `sentence_polarity.zip`: https://www.nltk.org/nltk_data/. First published at
 * https://www.cs.cornell.edu/people/pabo/movie-review-data/.
 *
 * One fifth is the test set, touched once at the end. Everything that is chosen (kinds of features, the temperature, the
 * share of unknown words that is too much) is chosen by five-fold cross-validation on the rest.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { seededRandom } from '../../../src/domain/random';
import type { ModelCard } from '../../../src/models/card';
import {
  BATCH,
  encode,
  featureKinds,
  featuresOf,
  hashOf,
  ROW,
  type FeatureKind,
  type Vocabulary,
} from '../../../src/tasks/sentence-polarity/features';
import { wordsOf } from '../../../src/tasks/sentence-polarity/words';
import { cardText } from '../../../tools/models/card-text';
import { modelPath } from '../../../tools/models/tfjs-graph';
import { divide, nearDuplicates, PARTS, readCorpus, SEED, type Example } from './corpus';
import { graphModel, roundToHalf } from './graph';
import { fit, logitOf, logRatios, naiveBayes, type Encoded, type Linear } from './logistic';
import { accuracy, bestTemperature, calibrationError, logLoss, quantile, wilson, type Judged } from './scores';

/** A feature that comes once tells the training which sentence it is in, and the test nothing. */
const SEEN_AT_LEAST = 2;
const training = { passes: 6, rate: 0.3, decay: 1e-4 };
const FOLDS = 5;

type Method = 'naive Bayes' | 'logistic regression' | 'scaled logistic regression';

interface Trained {
  readonly vocabulary: Vocabulary;
  readonly linear?: Linear;
  readonly logit: (rows: readonly number[]) => number;
}

/** Rows of the features that come at least `SEEN_AT_LEAST` times, the most frequent first. */
function vocabularyOf(examples: readonly Example[], kinds: ReadonlySet<FeatureKind>): Vocabulary {
  const counts = new Map<number, number>();
  for (const { text } of examples) {
    for (const feature of featuresOf(wordsOf(text, Infinity).words, kinds)) {
      const hash = hashOf(feature);
      counts.set(hash, (counts.get(hash) ?? 0) + 1);
    }
  }
  const kept = [...counts].filter(([, count]) => count >= SEEN_AT_LEAST).sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  return new Map(kept.map(([hash], index) => [hash, index + 1]));
}

const encoded = (examples: readonly Example[], vocabulary: Vocabulary): Encoded[] =>
  examples.map(({ text, label }) => ({ rows: encode(text, vocabulary).known.map(({ row }) => row), label }));

function train(examples: readonly Example[], kinds: ReadonlySet<FeatureKind>, method: Method): Trained {
  const vocabulary = vocabularyOf(examples, kinds);
  const size = vocabulary.size + 1;
  const sentences = encoded(examples, vocabulary);
  if (method === 'naive Bayes') return { vocabulary, logit: naiveBayes(sentences, size) };
  const scales = method === 'logistic regression' ? new Float64Array(size).fill(1) : logRatios(sentences, size);
  const linear = fit(sentences, scales, training, seededRandom(SEED));
  return { vocabulary, linear, logit: (rows) => logitOf(linear, rows) };
}

const judge = ({ vocabulary, logit }: Trained, examples: readonly Example[]): Judged[] =>
  encoded(examples, vocabulary).map(({ rows, label }) => ({ logit: logit(rows), label }));

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
const interval = (share: number, count: number) => wilson(share, count).map(percent).join(' to ');

const folder = process.argv[2];
if (!folder || !existsSync(folder)) {
  console.error(
    'usage: npx tsx models/sentence-polarity/train/train.ts <folder of rt-polarity.neg and rt-polarity.pos>',
  );
  process.exit(2);
}
const corpus = readCorpus(folder);
const copies = nearDuplicates(corpus.map(({ text }) => text)).filter(({ length }) => length > 1);
console.log(`${corpus.length} sentences, ${copies.flat().length} of them near duplicates of another`);
const [test = [], ...rest] = divide(corpus, PARTS, seededRandom(SEED));
const known = rest.flat();

// Chosen on the training sentences alone.
const folds = divide(known, FOLDS, seededRandom(SEED + 1));
const without = (index: number) => folds.flatMap((fold, other) => (other === index ? [] : fold));
let held: Judged[] = [];
for (let count = 1; count <= featureKinds.length; count++) {
  const kinds = new Set(featureKinds.slice(0, count));
  held = folds.flatMap((fold, index) => judge(train(without(index), kinds, 'scaled logistic regression'), fold));
  console.log(
    `cross-validated, ${[...kinds].join(' + ')}: ${percent(accuracy(held))}, log loss ${logLoss(held).toFixed(4)}`,
  );
}
const everything = new Set(featureKinds);
const temperature = bestTemperature(held);
const unknownShares = folds.flatMap((fold, index) => {
  const vocabulary = vocabularyOf(without(index), everything);
  return fold.map(({ text }) => encode(text, vocabulary).unknownShare);
});
const usualUnknown = quantile(unknownShares, 0.99);
console.log(
  `temperature ${temperature.toFixed(3)}; 99 of 100 sentences: at most ${percent(usualUnknown)} unknown words`,
);

const single = new Set<FeatureKind>(['word']);
for (const [kinds, name, method] of [
  [single, 'words', 'naive Bayes'],
  [single, 'words', 'logistic regression'],
  [everything, 'everything', 'naive Bayes'],
] as const) {
  const share = accuracy(judge(train(known, kinds, method), test));
  console.log(`test, ${method} on ${name}: ${percent(share)} (${interval(share, test.length)})`);
}
const positives = test.filter(({ label }) => label === 1).length / test.length;
console.log(`test, always the same answer: ${percent(Math.max(positives, 1 - positives))}`);

const { vocabulary, linear } = train(known, everything, 'scaled logistic regression');
if (!linear) throw new Error('the method gives no table');
// Measured as it is stored.
const stored = (value: number) => roundToHalf(value / temperature);
const table = Float32Array.from(linear.table, stored);
table[0] = 0;
const final: Linear = { table: Float64Array.from(table), bias: stored(linear.bias) };
const judged = judge({ vocabulary, logit: (rows) => logitOf(final, rows) }, test);
const share = accuracy(judged);
const error = calibrationError(judged);
console.log(
  `test, the model: ${percent(share)} (${interval(share, test.length)}), calibration error ${error.toFixed(4)}`,
);
const unsure = judged.filter(({ logit }) => Math.abs(logit) < Math.log(0.6 / 0.4));
console.log(`between 40 and 60 %: ${percent(unsure.length / test.length)} of them, ${percent(accuracy(unsure))} right`);
console.log(`${table.length} rows, bias ${final.bias.toFixed(4)}`);

mkdirSync(modelPath('sentence-polarity', 'weights'), { recursive: true });
const write = (name: string, data: string | Uint8Array) =>
  writeFileSync(modelPath('sentence-polarity', 'weights', name), data);
const { model, weights } = graphModel(table, final.bias, BATCH, ROW);
write('model.json', `${JSON.stringify(model)}\n`);
write('weights.bin', weights);
write('features.bin', new Uint8Array(Uint32Array.from(vocabulary.keys()).buffer));

const cardFile = modelPath('sentence-polarity', 'card.json');
const card = JSON.parse(readFileSync(cardFile, 'utf8')) as ModelCard;
const unseen = `${test.length.toLocaleString('en')} sentences that the training never saw`;
card.scores = [
  { measure: 'accuracy', value: round(share), on: `${unseen}; 95 % interval ${interval(share, test.length)}` },
  { measure: 'expected calibration error', value: round(error), on: `${unseen}, in ten bins of probability` },
  {
    measure: 'unknown words, 99th percentile',
    value: round(usualUnknown),
    on: `${known.length.toLocaleString('en')} sentences, each kept from the training of its fold`,
  },
];
writeFileSync(cardFile, cardText(card));

function round(value: number): number {
  return Number(value.toFixed(4));
}
