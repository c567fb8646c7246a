/**
 * Makes the reference input of Universal Sentence Encoder lite: three sentences, of which the first two mean the same.
 *
 *     npx tsx models/use-lite/reference-inputs.ts
 */
import { writeFileSync } from 'node:fs';
import { createTokenizer, type Vocabulary } from '../../src/tasks/sentence-similarity/tokenizer';
import { feedsFor } from '../../src/tasks/sentence-similarity/worker';
import { modelPath, packageFile, readCard } from '../tools/tfjs-graph';

const sentences = ['How old are you?', 'What is your age?', 'The train to the coast leaves at noon.'];

const card = readCard('use-lite');
const [vocabulary] = card.assets;
if (!vocabulary) throw new Error('the card lists no vocabulary');
const tokenizer = createTokenizer(JSON.parse(packageFile(card, vocabulary).toString()) as Vocabulary);
const feeds = feedsFor(sentences.map((sentence) => tokenizer.encode(sentence).ids));
for (const [name, { data, shape }] of Object.entries(feeds)) {
  writeFileSync(modelPath('use-lite', `reference/${name}.int32.bin`), data as Int32Array);
  console.log(name, shape);
}
