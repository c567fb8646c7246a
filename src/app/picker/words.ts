import { inMs, plural } from '../../domain/words';
import { rateOf } from '../../judge/writeWords';
import type { TaskFamily } from '../../tasks/types';

export const families: Readonly<Record<TaskFamily, string>> = {
  people: 'People',
  things: 'Things',
  words: 'Words',
  write: 'Write',
};

export const pickerWords = {
  title: 'Choose a task',
  search: 'Search tasks',
  placeholder: 'What should it do?',
  close: 'Close',
  notTried: 'not tried yet',
  /** Beside the tile that the Enter key opens. */
  enter: 'Enter',
  showAll: 'Show all tasks',
  /** For screen readers, as one types. */
  found: (count: number) => (count === 1 ? '1 task is shown.' : `${count} tasks are shown.`),
  inFamily: (count: number) => plural(count, 'task'),
  noMatch: (query: string) => `Nothing here answers to “${query}”.`,
  didYouMean: (word: string) => `Did you mean “${word}”?`,
  address: (address: string) => `Each task has an address of its own, such as ${address}.`,
} as const;

/** What a task came to at last; of the cloud it is absent where none was compared with. */
export type TaskResult =
  /** From input to answer, as the verdict takes both sides; the cloud's over an open connection. */
  | { readonly hereMs: number; readonly cloudMs?: number }
  /** Of a text, tokens a second. */
  | { readonly herePerSecond: number; readonly cloudPerSecond?: number };

/** "183 ms here · cloud 106 ms", "240 tokens/s here · cloud 90". */
export function resultWords(result: TaskResult): string {
  const [here, cloud] =
    'hereMs' in result
      ? [inMs(result.hereMs), result.cloudMs === undefined ? undefined : inMs(result.cloudMs)]
      : [
          `${rateOf(result.herePerSecond)} tokens/s`,
          result.cloudPerSecond === undefined ? undefined : rateOf(result.cloudPerSecond),
        ];
  return cloud === undefined ? `${here} here` : `${here} here · cloud ${cloud}`;
}
