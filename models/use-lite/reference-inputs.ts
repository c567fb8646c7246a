/**
 * Makes the reference input of Universal Sentence Encoder lite: three sentences, of which the first two mean the same.
 * Their tokens are even in number, so that the feeds hold no filler.
 *
 *     npx tsx models/use-lite/reference-inputs.ts
 */
import { writeFileSync } from 'node:fs';
import { createTokenizer, type Vocabulary } from '../../src/tasks/sentence-similarity/tokenizer';
import { feedsFor } from '../../src/tasks/sentence-similarity/feeds';
import { readCard } from '../../tools/models/cards';
import { modelPath, packageFile } from '../../tools/models/tfjs-graph';

const sentences = ['How old are you?', 'What is your age?', 'The train to the coast leaves at half past two.'];

const card = readCard('use-lite');
const [vocabulary] = card.assets;
if (!vocabulary) throw new Error('the card lists no vocabulary');
const tokenizer = createTokenizer(JSON.parse(packageFile(card, vocabulary).toString()) as Vocabulary);
const batch = sentences.map((sentence) => tokenizer.encode(sentence).ids);
if (batch.flat().length % 2 !== 0) throw new Error('an odd number of tokens: the feeds would hold a filler text');
const feeds = feedsFor(batch);
for (const [name, { data, shape }] of Object.entries(feeds)) {
  writeFileSync(modelPath('use-lite', `reference/${name}.int32.bin`), data as Int32Array);
  console.log(name, shape);
}
