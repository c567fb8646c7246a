import { wordsOf, type Word } from './words';

/**
 * What the network looks at. Each kind caught more of the tone than those before it alone (`train.ts` prints by how much):
 * - `word`: the word itself
 * - `pair`: two neighbouring words of a clause
 * - `stem`: the first letters of a longer word, which its inflections share
 * - `negated`: a word soon behind a negation
 */
export const featureKinds = ['word', 'pair', 'stem', 'negated'] as const;
export type FeatureKind = (typeof featureKinds)[number];

export interface Feature {
  readonly kind: FeatureKind;
  readonly text: string;
  /** Places of the words it is made of: one, or two for a pair. */
  readonly words: readonly number[];
}

const STEM_LETTERS = 5;
/** Words behind a negation that count as negated, up to the end of the clause. */
const NEGATION_REACH = 3;
const negation = /^(?:not|no|never|nor|neither|without|hardly|cannot)$|n't$/;

/** The features of a sentence's words in their order, kinds that are not wanted left out. */
export function featuresOf(words: readonly Word[], kinds: ReadonlySet<FeatureKind> = new Set(featureKinds)): Feature[] {
  const features: Feature[] = [];
  let negatedWords = 0;
  for (const [place, { form, opensClause }] of words.entries()) {
    const add = (kind: FeatureKind, text: string, ...places: number[]) => {
      if (kinds.has(kind)) features.push({ kind, text, words: places });
    };
    if (opensClause) negatedWords = 0;
    add('word', form, place);
    if (!opensClause) add('pair', `${words[place - 1]!.form} ${form}`, place - 1, place);
    if (form.length > STEM_LETTERS) add('stem', form.slice(0, STEM_LETTERS), place);
    if (negatedWords > 0) add('negated', form, place);
    negatedWords = negation.test(form) ? NEGATION_REACH : Math.max(0, negatedWords - 1);
  }
  return features;
}

/**
 * 32 bits of a feature: FNV-1a (Fowler, Noll & Vo) over its kind and its UTF-16 code units, mixed by the last steps of
 * MurmurHash3 (Appleby). The vocabulary keeps these instead of texts: two of its 29,000 features share one by chance with
 * a probability of 0.1, and a feature it lacks is taken for one of its own once in 150,000 times.
 */
export function hashOf({ kind, text }: Pick<Feature, 'kind' | 'text'>): number {
  let hash = 0x811c9dc5;
  for (const part of [kind, '\0', text]) {
    for (let i = 0; i < part.length; i++) hash = Math.imul(hash ^ part.charCodeAt(i), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** Row of each feature in the network's table by its hash; row 0 is the padding's. */
export type Vocabulary = ReadonlyMap<number, number>;

/** @param file the hashes in the order of the table's rows, behind row 0: 32-bit, little-endian */
export function readVocabulary(file: ArrayBuffer): Vocabulary {
  const view = new DataView(file);
  const rows = new Map<number, number>();
  for (let at = 0; at < file.byteLength; at += 4) rows.set(view.getUint32(at, true), at / 4 + 1);
  return rows;
}

/** Words that are read of a sentence; the longest of the corpus has 51. */
export const MAX_WORDS = 64;
/** Features in a row of the network's input: no word gives more than one of each kind. */
export const ROW = MAX_WORDS * featureKinds.length;

/**
 * Sentences in one run, short batches padded: a fixed size, because ONNX Runtime's WebGL backend takes no other and a GPU
 * would compile anew for every other number of sentences.
 */
export const BATCH = 16;

export interface Encoding {
  readonly words: readonly Word[];
  /** True where there are more words than are read. */
  readonly cut: boolean;
  /** Rows of the table, with the words that each stands for; features that the vocabulary lacks are left out. */
  readonly known: readonly { readonly row: number; readonly words: readonly number[] }[];
  /** Of the words that are read, the share that the vocabulary lacks; 1 where there is no word. */
  readonly unknownShare: number;
}

/** A sentence as the network takes it. */
export function encode(text: string, vocabulary: Vocabulary): Encoding {
  const { words, cut } = wordsOf(text, MAX_WORDS);
  const known: { row: number; words: readonly number[] }[] = [];
  let knownWords = 0;
  for (const feature of featuresOf(words)) {
    const row = vocabulary.get(hashOf(feature));
    if (row === undefined) continue;
    known.push({ row, words: feature.words });
    if (feature.kind === 'word') knownWords++;
  }
  return { words, cut, known, unknownShare: words.length === 0 ? 1 : 1 - knownWords / words.length };
}

/** Each feature's weight in a sentence of `count`: the sum grows with the square root of its length, as noise does. */
export function featureWeight(count: number): number {
  return 1 / Math.sqrt(Math.max(1, count));
}
