/**
 * Makes the reference input of the sentence polarity model: the sentences of the task's samples, long, short and unknown
 * ones among them.
 *
 *     npx tsx models/sentence-polarity/reference-inputs.ts
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { encode, readVocabulary } from '../../src/tasks/sentence-polarity/features';
import { meta } from '../../src/tasks/sentence-polarity/meta';
import { feedsFor } from '../../src/tasks/sentence-polarity/feeds';
import { modelPath } from '../../tools/models/tfjs-graph';

const texts = meta.samples.flatMap((sample) => ('texts' in sample ? sample.texts : []));
const vocabulary = readVocabulary(new Uint8Array(readFileSync(modelPath(meta.model, 'weights/features.bin'))).buffer);
const { ids, weights } = feedsFor(texts.map((text) => encode(text, vocabulary)));
mkdirSync(modelPath(meta.model, 'reference'), { recursive: true });
writeFileSync(modelPath(meta.model, 'reference/ids.int32.bin'), ids!.data as Int32Array);
writeFileSync(modelPath(meta.model, 'reference/weights.bin'), weights!.data as Float32Array);
console.log(`${texts.length} sentences`, ids!.shape);
