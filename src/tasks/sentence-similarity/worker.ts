import { plural } from '../../domain/words';
import { Problem } from '../../domain/problem';
import type { ModelCard } from '../../models/card';
import type { TensorMap } from '../../domain/tensor';
import type { ReferenceOutput, TaskInput, TaskNetwork, TaskWorker } from '../types';
import { withoutInvisible } from '../invisible';
import type { SentenceSimilarityAnswer } from './answer';
import { feedsFor } from './feeds';
import { createTokenizer, type Encoding, type Tokenizer, type Vocabulary } from './tokenizer';

const MODEL = 'use-lite';
const VOCABULARY = 'vocab.json';

/** The graph itself drops every later token (`ClipToMaxLength`); cutting here too keeps the feeds small. */
export const MAX_TOKENS = 128;

/** Texts in one run: 32 × 128 tokens keep the largest attention tensor at 16 MB. */
const BATCH = 32;

/** Above this share of characters outside the vocabulary a text's place in the ranking means little. */
const MAX_UNKNOWN_SHARE = 0.15;

const tokenizers = new WeakMap<ArrayBuffer, Tokenizer>();

function tokenizerOf({ assets }: TaskNetwork): Tokenizer {
  const file = assets.get(VOCABULARY);
  if (!file) throw new Error('The vocabulary of the sentence encoder is missing.');
  let tokenizer = tokenizers.get(file);
  if (!tokenizer) {
    tokenizer = createTokenizer(JSON.parse(new TextDecoder().decode(file)) as Vocabulary);
    tokenizers.set(file, tokenizer);
  }
  return tokenizer;
}

function cosine(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let dot = 0;
  let normA = 0;
  let normB = 0;
  for (let i = 0; i < a.length; i++) {
    dot += a[i]! * b[i]!;
    normA += a[i]! ** 2;
    normB += b[i]! ** 2;
  }
  const value = dot / Math.sqrt(normA * normB);
  // A network that answers zeros or NaN points nowhere.
  return Number.isFinite(value) ? Math.max(-1, Math.min(1, value)) : 0;
}

async function embed(encodings: readonly Encoding[], network: TaskNetwork): Promise<Float32Array[]> {
  const vectors: Float32Array[] = [];
  const [output] = network.card.outputs;
  for (let first = 0; first < encodings.length; first += BATCH) {
    const batch = encodings.slice(first, first + BATCH).map(({ ids }) => ids.slice(0, MAX_TOKENS));
    const outputs = await network.run(feedsFor(batch));
    const { data, shape } = outputs[output!.name]!;
    const width = shape[1]!;
    for (let row = 0; row < batch.length; row++) {
      vectors.push((data as Float32Array).subarray(row * width, (row + 1) * width));
    }
  }
  return vectors;
}

function checkTexts(texts: readonly string[]): void {
  const [question, ...candidates] = texts.map((text) => withoutInvisible(text).trim());
  if (!question) throw new Problem('input', 'The question is empty: write a sentence to search for.');
  if (candidates.every((text) => text === '')) {
    throw new Problem('input', 'There is nothing to compare with: write at least one sentence under the question.');
  }
  const empty = candidates.indexOf('');
  if (empty >= 0) throw new Problem('input', `Sentence ${empty + 1} is empty: write something there or remove it.`);
}

function noteOn(encodings: readonly Encoding[]): string | undefined {
  const cut = encodings.filter(({ ids }) => ids.length > MAX_TOKENS).length;
  const strange = encodings.filter(({ unknownShare }) => unknownShare > MAX_UNKNOWN_SHARE).length;
  const notes: string[] = [];
  if (cut > 0)
    notes.push(`Only the first ${MAX_TOKENS} tokens of ${plural(cut, 'text')} were read: the network takes no more.`);
  if (strange > 0)
    notes.push(`The model knows English: ${plural(strange, 'text')} held many characters outside its vocabulary.`);
  return notes.length > 0 ? notes.join(' ') : undefined;
}

const clipped = (text: string): string => (text.length > 80 ? `${text.slice(0, 79).trimEnd()}…` : text);

async function answer(input: TaskInput, networks: ReadonlyMap<string, TaskNetwork>): Promise<SentenceSimilarityAnswer> {
  const network = networks.get(MODEL);
  if (!network || input.kind !== 'texts') throw new Error('Sentence similarity takes texts and its encoder.');
  checkTexts(input.texts);
  const tokenizer = tokenizerOf(network);
  // A reader sees nothing there: a soft hyphen or a zero-width space must not make two words of one, or an unknown one.
  const encodings = input.texts.map((text) => tokenizer.encode(withoutInvisible(text)));
  const [target, ...others] = await embed(encodings, network);
  const [question, ...candidates] = input.texts;
  const ranked = others
    .map((vector, index) => ({ text: candidates[index]!, cosine: cosine(target!, vector) }))
    .sort((a, b) => b.cosine - a.cosine);
  const [best] = ranked;
  const note = noteOn(encodings);
  return {
    kind: 'sentence-similarity',
    summary: `Closest of ${ranked.length}: “${clipped(best!.text)}” with a cosine of ${best!.cosine.toFixed(2)}.`,
    question: question!,
    ranked,
    ...(note && { note }),
  };
}

/** The worst cosine, over the reference texts, between an embedding and its reference; 1 is perfect. */
function agreement(card: ModelCard, outputs: TensorMap, reference: readonly ReferenceOutput[]): number {
  let worst = 1;
  for (const { name, shape, stride, values } of reference) {
    const actual = outputs[name]?.data as Float32Array | undefined;
    const width = shape.at(-1)!;
    const rows = new Map<number, { actual: number[]; expected: number[] }>();
    for (const [index, expected] of values.entries()) {
      const row = Math.floor((index * stride) / width);
      const pair = rows.get(row) ?? { actual: [], expected: [] };
      pair.actual.push(actual?.[index * stride] ?? 0);
      pair.expected.push(expected);
      rows.set(row, pair);
    }
    for (const pair of rows.values()) worst = Math.min(worst, cosine(pair.actual, pair.expected));
  }
  return worst;
}

export const task: TaskWorker<SentenceSimilarityAnswer> = { answer, agreement };
