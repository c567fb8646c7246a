import type { StoryToShare } from '../../results/storyLink';
import { passagesBefore } from './passages';
import { figuresOf, isJudged, textOf, type WrittenText } from './text';
import type { WriterFacts } from './press.svelte';

/** What can be sent of a story; undefined while there is nothing. Times that are not judged here are no news elsewhere. */
export function storyOf(
  before: readonly WrittenText[],
  text: WrittenText | undefined,
  facts: WriterFacts | undefined,
): StoryToShare | undefined {
  if (!text || !facts || text.tokens.length === 0) return undefined;
  const { firstMs, perSecond } = isJudged(text, facts) ? figuresOf(text) : {};
  return {
    passages: [...passagesBefore(before, text), { by: 'model', text: textOf(text) }],
    model: facts.card.id,
    precision: facts.precision,
    target: text.target,
    seed: text.seed,
    ...(firstMs !== undefined && { firstMs }),
    ...(perSecond !== undefined && { perSecond }),
  };
}
