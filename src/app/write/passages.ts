import { textOf, type WrittenText } from './text';

/** A stretch of a story, and who wrote it. */
export interface Passage {
  readonly text: string;
  readonly by: 'you' | 'model';
}

/** What stands before the words that are being written: turns that are over, and what the visitor wrote in this one. */
export function passagesBefore(
  turns: readonly Pick<WrittenText, 'own' | 'tokens'>[],
  text: Pick<WrittenText, 'own'> | undefined,
): Passage[] {
  const over = turns.flatMap((turn): Passage[] => [
    { text: turn.own, by: 'you' },
    { text: textOf(turn), by: 'model' },
  ]);
  return text ? [...over, { text: text.own, by: 'you' }] : over;
}
