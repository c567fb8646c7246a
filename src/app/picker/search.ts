import { closest } from '../../domain/suggest';
import { outlinesOf } from '../../models/outline';
import type { TaskFamily, TaskMeta } from '../../tasks/types';
import { families } from './words';

/** A task with what it is found by, folded. */
export interface Entry {
  readonly task: TaskMeta;
  readonly verb: string;
  /** Its family, its models, what they find, what its samples show. */
  readonly about: string;
}

export interface Family {
  readonly id: TaskFamily;
  readonly title: string;
  readonly tasks: readonly TaskMeta[];
}

/** Without case, accents and signs: "Bären" is found by "baren", "PP-OCRv4" by "ppocrv4". */
export function folded(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/(?<=\p{L}|\p{N})[-’'](?=\p{L}|\p{N})/gu, '')
    .toLocaleLowerCase('en');
}

const wordsOf = (text: string) => text.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');

export function entriesOf(tasks: readonly TaskMeta[]): Entry[] {
  return tasks.map((task) => {
    const models = outlinesOf(task.model).flatMap(({ title, yields }) => [title, yields]);
    const samples = task.samples.map(({ title }) => title);
    return {
      task,
      verb: folded(task.verb),
      about: folded([families[task.family], task.address, ...models, ...samples].join(' ')),
    };
  });
}

/** How well a word fits, 0 best. @returns undefined where it is nowhere */
function fit({ verb, about }: Entry, word: string): number | undefined {
  const begins = (text: string) => wordsOf(text).some((each) => each.startsWith(word));
  if (begins(verb)) return 0;
  if (verb.includes(word)) return 1;
  if (begins(about)) return 2;
  return about.includes(word) ? 3 : undefined;
}

/** Families that hold something, in their order. */
function grouped(tasks: readonly TaskMeta[], order: readonly TaskFamily[]): Family[] {
  return order
    .map((id) => ({ id, title: families[id], tasks: tasks.filter(({ family }) => family === id) }))
    .filter((family) => family.tasks.length > 0);
}

/** Tasks that every word of a query fits, by family: the best first, and the family it is in. Without a query, all of them. */
export function find(entries: readonly Entry[], query: string): Family[] {
  const asked = wordsOf(folded(query));
  const known = Object.keys(families) as TaskFamily[];
  if (asked.length === 0) {
    return grouped(
      entries.map(({ task }) => task),
      known,
    );
  }
  const found = entries
    .flatMap((entry) => {
      const fits = asked.map((word) => fit(entry, word));
      if (fits.includes(undefined)) return [];
      return [{ task: entry.task, misfit: fits.reduce<number>((sum, each) => sum + (each ?? 0), 0) }];
    })
    .sort((a, b) => a.misfit - b.misfit)
    .map(({ task }) => task);
  return grouped(found, [...new Set(found.map(({ family }) => family))]);
}

/** A word that finds something, where a query that finds nothing was most likely mistyped. */
export function meant(entries: readonly Entry[], query: string): string | undefined {
  const known = [...new Set(entries.flatMap(({ verb, about }) => wordsOf(`${verb} ${about}`)))].filter(
    (word) => word.length > 2,
  );
  const better = wordsOf(folded(query)).map((word) => closest(word, known) ?? word);
  const suggestion = better.join(' ');
  return find(entries, suggestion).length > 0 ? suggestion : undefined;
}
