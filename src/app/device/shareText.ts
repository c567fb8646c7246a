import { plainText, type TextPart } from '../../domain/words';
import { aSecond, isKnown, type KeyFigure } from './words';
import type { TaskResult } from './results';

/** What is shared, as plain text: the headline, the figures, a line a task, and where to try it. */
export function shareText(
  headline: readonly TextPart[],
  sentences: readonly string[],
  figures: readonly KeyFigure[],
  results: readonly TaskResult[],
  address: string,
): string {
  return [
    plainText(headline),
    ...sentences,
    '',
    ...figures.filter(isKnown).map(({ value, label }) => `${value} – ${label}`),
    '',
    ...results.map(({ task, perSecond, targets }) => `${task.verb}: ${aSecond(perSecond)} (${targets[0] ?? ''})`),
    '',
    address,
  ].join('\n');
}
