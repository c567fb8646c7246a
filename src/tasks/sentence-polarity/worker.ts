import { Problem } from '../../domain/problem';
import type { ModelCard } from '../../models/card';
import type { TensorMap } from '../../domain/tensor';
import type { ReferenceOutput, TaskInput, TaskNetwork, TaskWorker } from '../types';
import { summarise, toneOf, type JudgedSentence, type SentencePolarityAnswer } from './answer';
import { encode, readVocabulary, BATCH, ROW, type Encoding, type Vocabulary } from './features';
import { feedsFor } from './feeds';

const MODEL = 'sentence-polarity';
const VOCABULARY = 'features.bin';
const POSITIVE = 'positive';
const EVIDENCE = 'evidence';

const vocabularies = new WeakMap<ArrayBuffer, Vocabulary>();

function vocabularyOf({ assets }: TaskNetwork): Vocabulary {
  const file = assets.get(VOCABULARY);
  if (!file) throw new Error('The vocabulary of the sentence polarity model is missing.');
  let vocabulary = vocabularies.get(file);
  if (!vocabulary) {
    vocabulary = readVocabulary(file);
    vocabularies.set(file, vocabulary);
  }
  return vocabulary;
}

/**
 * What each word adds to the log-odds: its own evidence and half of that of the pairs it is in. With the network's bias
 * the words' parts sum up to the log-odds exactly, since the network only adds.
 */
function pushes({ words, known }: Encoding, evidence: Float32Array): number[] {
  const sums = words.map(() => 0);
  for (const [place, feature] of known.entries()) {
    for (const word of feature.words) sums[word]! += evidence[place]! / feature.words.length;
  }
  return sums;
}

function judged(text: string, encoding: Encoding, positive: number, evidence: Float32Array): JudgedSentence {
  const { words, unknownShare, cut } = encoding;
  const parts = pushes(encoding, evidence);
  return {
    text,
    positive,
    tone: toneOf(positive, unknownShare),
    words: words.map(({ start, end }, index) => ({ start, end, push: parts[index]! })),
    unknownShare,
    cut,
  };
}

async function answer(input: TaskInput, networks: ReadonlyMap<string, TaskNetwork>): Promise<SentencePolarityAnswer> {
  const network = networks.get(MODEL);
  if (!network || input.kind !== 'texts') throw new Error('Judging tone takes sentences and the polarity model.');
  if (input.texts.length === 0) throw new Problem('input', 'There is no sentence to judge: write at least one.');
  const vocabulary = vocabularyOf(network);
  const encodings = input.texts.map((text) => encode(text, vocabulary));
  const sentences: JudgedSentence[] = [];
  for (let first = 0; first < encodings.length; first += BATCH) {
    const batch = encodings.slice(first, first + BATCH);
    const outputs = await network.run(feedsFor(batch));
    const positive = outputs[POSITIVE]!.data as Float32Array;
    const evidence = outputs[EVIDENCE]!.data as Float32Array;
    for (const [row, encoding] of batch.entries()) {
      const own = evidence.subarray(row * ROW, (row + 1) * ROW);
      sentences.push(judged(input.texts[first + row]!, encoding, positive[row]!, own));
    }
  }
  return { kind: 'sentence-polarity', summary: summarise(sentences.map(({ tone }) => tone)), sentences };
}

/** The largest difference in the probability of being positive over the reference sentences; 1 where there is none to compare. */
function agreement(_card: ModelCard, outputs: TensorMap, reference: readonly ReferenceOutput[]): number {
  const expected = reference.find(({ name }) => name === POSITIVE);
  if (!expected) throw new Error('The reference has no probabilities.');
  const actual = outputs[POSITIVE]?.data;
  return expected.values.reduce((worst, value, index) => {
    const difference = Math.abs(Number(actual?.[index * expected.stride]) - value);
    return Math.max(worst, Number.isFinite(difference) ? difference : 1);
  }, 0);
}

export const task: TaskWorker<SentencePolarityAnswer> = { answer, agreement };
