import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { shuffled, type Random } from '../../../src/domain/random';
import { wordsOf } from '../../../src/tasks/sentence-polarity/words';

/** How the corpus is divided: the first of the parts is the test set. */
export const SEED = 2005;
export const PARTS = 5;

export interface Example {
  readonly text: string;
  /** 1 for a sentence of a review that recommends the film. */
  readonly label: 0 | 1;
}

/** SHA-256 of the two files of the corpus: another edition would be divided otherwise. */
const files = [
  { name: 'rt-polarity.neg', label: 0, sha256: '614274f81185a850e5a88d533d4679f916d6f62e9af6f0b4ec71fb94bf466ea5' },
  { name: 'rt-polarity.pos', label: 1, sha256: 'c2dc6b2f55bcf725725372916287cc3f8f9b19402edaa9167de5287cb3ade421' },
] as const;

/** @throws when a file is not of the edition that the figures on the card are of */
export function readCorpus(folder: string): Example[] {
  return files.flatMap(({ name, label, sha256 }) => {
    const bytes = readFileSync(join(folder, name));
    if (createHash('sha256').update(bytes).digest('hex') !== sha256) throw new Error(`${name} is of another edition.`);
    const lines = bytes.toString('utf8').split('\n').filter(Boolean);
    return lines.map((text) => ({ text, label }));
  });
}

/** The distinct pairs of neighbouring words. */
function pairsOf(text: string): Set<string> {
  const { words } = wordsOf(text, Infinity);
  return new Set(words.slice(1).map(({ form }, index) => `${words[index]!.form} ${form}`));
}

/** A pair of words in more texts than these tells nothing of copies, and comparing all its texts would take long. */
const COMMON = 50;

/**
 * Groups of texts of which each shares at least half of its pairs of neighbouring words with another one of the group
 * (Jaccard similarity ≥ 0.5): copies and quotations, which must not stand on both sides of a division.
 * @returns indices of the texts; most groups hold one
 */
export function nearDuplicates(texts: readonly string[]): number[][] {
  const pairs = texts.map(pairsOf);
  const holders = new Map<string, number[]>();
  for (const [index, own] of pairs.entries()) {
    for (const pair of own) {
      const list = holders.get(pair);
      if (list) list.push(index);
      else holders.set(pair, [index]);
    }
  }
  const leader = texts.map((_, index) => index);
  const leaderOf = (index: number): number => {
    while (leader[index] !== index) index = leader[index]!;
    return index;
  };
  for (const [index, own] of pairs.entries()) {
    const shared = new Map<number, number>();
    for (const pair of own) {
      const list = holders.get(pair)!;
      if (list.length > COMMON) continue;
      for (const other of list) if (other > index) shared.set(other, (shared.get(other) ?? 0) + 1);
    }
    for (const [other, count] of shared) {
      const similarity = count / (own.size + pairs[other]!.size - count);
      if (similarity >= 0.5) leader[leaderOf(other)] = leaderOf(index);
    }
  }
  const groups = new Map<number, number[]>();
  for (const index of texts.keys()) {
    const key = leaderOf(index);
    groups.set(key, [...(groups.get(key) ?? []), index]);
  }
  return [...groups.values()];
}

/**
 * Divides examples into parts of equal size and equal share of both labels, as far as groups of near duplicates, which
 * stay together, allow.
 */
export function divide(examples: readonly Example[], parts: number, random: Random): Example[][] {
  const groups = shuffled(nearDuplicates(examples.map(({ text }) => text)), random);
  const divided = Array.from({ length: parts }, (): Example[] => []);
  const counts = divided.map((): [number, number] => [0, 0]);
  for (const group of groups) {
    const members = group.map((index) => examples[index]!);
    const { label } = members[0]!;
    // To the part that has the fewest of the label.
    const fewest = Math.min(...counts.map((count) => count[label]));
    const part = counts.findIndex((count) => count[label] === fewest);
    divided[part]!.push(...members);
    for (const member of members) counts[part]![member.label]++;
  }
  return divided;
}
