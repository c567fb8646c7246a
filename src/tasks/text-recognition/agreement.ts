import type { ReferenceOutput } from '../types';

/**
 * Intersection over union of two maps' pixels over `threshold`, at the positions that the reference keeps.
 * 1 where both are empty.
 */
export function maskIou(map: Float32Array, reference: ReferenceOutput, threshold: number): number {
  let both = 0;
  let either = 0;
  for (let i = 0; i < reference.values.length; i++) {
    const here = map[i * reference.stride]! > threshold;
    const there = reference.values[i]! > threshold;
    if (here && there) both++;
    if (here || there) either++;
  }
  return either === 0 ? 1 : both / either;
}

/** 1 − edit distance ÷ the longer length, over code points: 1 is the same text, 0 shares nothing. */
export function characterAccuracy(text: string, truth: string): number {
  const read = [...text];
  const right = [...truth];
  const longer = Math.max(read.length, right.length);
  return longer === 0 ? 1 : 1 - editDistance(read, right) / longer;
}

/** Levenshtein distance: insertions, deletions and substitutions, one each. */
function editDistance(a: readonly string[], b: readonly string[]): number {
  let previous = Uint32Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = new Uint32Array(b.length + 1);
    row[0] = i;
    for (let j = 1; j <= b.length; j++) {
      const replaced = previous[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      row[j] = Math.min(previous[j]! + 1, row[j - 1]! + 1, replaced);
    }
    previous = row;
  }
  return previous[b.length]!;
}
