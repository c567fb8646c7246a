import * as v from 'valibot';
import { deviceWords } from '../record/deviceWords';
import type { Environment } from '../record/record';
import { readLink } from './readLink';
import { LONGEST_LINK, packLink } from './resultLinkBytes';
import { modelWord, number, text, unseen, whole, word } from './resultLinkSchema';

/** A text that was written, to be put into a link: who wrote what of it, by what, and how fast. */
export interface StoryToShare {
  /** In order; the first is the visitor's beginning. */
  readonly passages: readonly StoryPassage[];
  readonly model: string;
  readonly precision: string;
  readonly target: string;
  /** Of the last passage. */
  readonly seed: number;
  /** Of the last passage, where it was judged: ms to its first token, and tokens a second after it. */
  readonly firstMs?: number;
  readonly perSecond?: number;
}

export interface StoryPassage {
  readonly by: 'you' | 'model';
  readonly text: string;
}

/** The same as a link gives it back: a stranger's words, in bounds. */
export interface SharedStory extends StoryToShare {
  readonly app: string;
  /** ISO 8601. */
  readonly createdAt: string;
  /** Where it was written, in words. */
  readonly device: string;
}

const STORY_VERSION = 1;
const MOST_PASSAGES = 60;
/** Characters in all: about what a link can hold. */
const MOST_CHARACTERS = 12_000;

/** Seen as something else than what is there, a direction mark say, but for an end of a line. */
const hidden = new RegExp(`(?!\\n)${unseen.source}`, 'gu');

const passage = v.strictTuple([
  whole(1),
  v.pipe(
    v.string(),
    v.minLength(1),
    v.maxLength(MOST_CHARACTERS),
    v.check((given) => given.search(hidden) < 0),
  ),
]);

/** As lists without names, as those of results. */
const storySchema = v.strictTuple([
  // Made by, at (seconds since 1970), on a device in words.
  text(80),
  whole(4_102_444_800, 1_577_836_800),
  text(160),
  // Model, how its weights are stored, target, seed.
  modelWord,
  word,
  word,
  whole(0xffff_ffff),
  // To the first token and tokens a second, 0 where they were not judged.
  number(0, 1e9),
  number(0, 1e6),
  v.pipe(
    v.array(passage),
    v.minLength(2),
    v.maxLength(MOST_PASSAGES),
    v.check((all) => all.reduce((sum, [, { length }]) => sum + length, 0) <= MOST_CHARACTERS),
    v.check((all) => all[0]?.[0] === 0),
  ),
]);

type Content = v.InferOutput<typeof storySchema>;

const short = (value = 0) => Number(value.toPrecision(4));
const visible = (given: string, most: number) => given.replace(new RegExp(unseen, 'gu'), '').slice(0, most);

/** The story as the part of an address behind `#/story/`: the link holds it, nothing is stored anywhere. */
export async function writeStoryLink(
  story: StoryToShare,
  environment: Environment,
  nowMs = Date.now(),
): Promise<{ readonly code: string } | { readonly problem: string }> {
  const passages = story.passages
    .map(({ by, text: written }): [number, string] => [by === 'you' ? 0 : 1, written.replace(hidden, '')])
    .filter(([, written]) => written !== '');
  const content: Content = [
    `nearside ${visible(environment.app.version, 60)}`,
    Math.floor(nowMs / 1000),
    visible(deviceWords(environment), 160),
    story.model,
    story.precision,
    story.target,
    story.seed,
    short(story.firstMs),
    short(story.perSecond),
    passages,
  ];
  // What a page of this version would refuse is not sent.
  if (!v.is(storySchema, content)) return { problem: storyRefusals.unsendable };
  const code = await packLink(STORY_VERSION, JSON.stringify(content));
  return code.length > LONGEST_LINK ? { problem: storyRefusals.unsendable } : { code };
}

/**
 * Reads what stands behind `#/story/`. Never rejects, whatever the text is.
 * @returns the story, or one sentence saying why there is none
 */
export async function readStoryLink(code: string): Promise<SharedStory | { readonly problem: string }> {
  const read = await readLink(STORY_VERSION, code, storySchema, storyRefusals.impossible);
  if ('problem' in read) return read;
  const [app, at, device, model, precision, target, seed, firstMs, perSecond, passages] = read.content;
  return {
    app,
    createdAt: new Date(at * 1000).toISOString(),
    device,
    model,
    precision,
    target,
    seed,
    ...(firstMs > 0 && { firstMs }),
    ...(perSecond > 0 && { perSecond }),
    passages: passages.map(([by, written]) => ({ by: by === 0 ? 'you' : 'model', text: written })),
  };
}

export const storyRefusals = {
  impossible: 'This link arrived whole, but holds no story that could have been written here, so it is not shown.',
  unsendable: 'This story is longer than a link can hold. Select its text and copy that instead.',
} as const;
