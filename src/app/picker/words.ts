import { inMs, plural } from '../../domain/words';
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

/** From input to answer, as the verdict takes both sides. */
export interface TaskResult {
  readonly hereMs: number;
  /** Over an open connection; absent where no cloud was compared with. */
  readonly cloudMs?: number;
}

/** "183 ms here · cloud 106 ms": what the last run of a task came to. */
export function resultWords({ hereMs, cloudMs }: TaskResult): string {
  return cloudMs === undefined ? `${inMs(hereMs)} here` : `${inMs(hereMs)} here · cloud ${inMs(cloudMs)}`;
}
