import { normalise } from './normalise';

/**
 * The unigram tokeniser of Universal Sentence Encoder lite: SentencePiece's `EncodeAsIds` (Kudo 2018, arXiv:1804.10959).
 * Normalised text is cut into the pieces whose log-probabilities sum highest.
 */

/** Pieces with their log-probabilities; a piece's id is its place. `null` stands for 0, as in the published file. */
export type Vocabulary = readonly (readonly [piece: string, score: number | null])[];

export interface Encoding {
  readonly ids: number[];
  /** Share of the text's characters that no piece of the vocabulary holds, 0–1. */
  readonly unknownShare: number;
}

export interface Tokenizer {
  /** Takes time in proportion to the text's length. White space at the ends is dropped, runs of it count as one space. */
  encode(text: string): Encoding;
}

/** Unknown, begin and end of sentence and three spares: never matched in a text. */
const RESERVED = 6;
const UNKNOWN = 0;
/** How much less likely than the rarest piece an unknown character is: `kUnkPenalty` of SentencePiece. */
const UNKNOWN_PENALTY = 10;

/** UTF-16 units of the character at `index`: 2 for a surrogate pair. */
function unitsAt(text: string, index: number): number {
  return (text.codePointAt(index) ?? 0) > 0xffff ? 2 : 1;
}

export function createTokenizer(vocabulary: Vocabulary): Tokenizer {
  const pieces = new Map<string, number>();
  let longest = 1;
  let lowest = 0;
  for (let id = RESERVED; id < vocabulary.length; id++) {
    const [piece, score] = vocabulary[id]!;
    pieces.set(piece, id);
    longest = Math.max(longest, piece.length);
    lowest = Math.min(lowest, score ?? 0);
  }
  const unknownScore = lowest - UNKNOWN_PENALTY;

  return {
    encode(text) {
      const symbols = normalise(text);
      const length = symbols.length;
      // The best way to each position: its score, and the last piece's id and length.
      const best = new Float64Array(length + 1).fill(-Infinity);
      const lastId = new Int32Array(length + 1);
      const lastLength = new Int32Array(length + 1);
      best[0] = 0;
      const offer = (from: number, units: number, id: number, score: number): void => {
        const total = best[from]! + score;
        // A tie goes to the later start, as in the published TensorFlow.js tokeniser.
        if (total < best[from + units]!) return;
        best[from + units] = total;
        lastId[from + units] = id;
        lastLength[from + units] = units;
      };

      let characters = 0;
      let unknown = 0;
      let start = 0;
      while (start < length) {
        const step = unitsAt(symbols, start);
        const limit = Math.min(longest, length - start);
        for (let units = 1; units <= limit; units++) {
          const id = pieces.get(symbols.slice(start, start + units));
          if (id !== undefined) offer(start, units, id, vocabulary[id]![1] ?? 0);
        }
        if (!pieces.has(symbols.slice(start, start + step))) {
          unknown++;
          offer(start, step, UNKNOWN, unknownScore);
        }
        characters++;
        start += step;
      }

      const ids: number[] = [];
      for (let end = length; end > 0; end -= lastLength[end]!) {
        const id = lastId[end]!;
        if (id !== UNKNOWN || ids.at(-1) !== UNKNOWN) ids.push(id);
      }
      return { ids: ids.reverse(), unknownShare: characters === 0 ? 0 : unknown / characters };
    },
  };
}
