import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleRecord } from '../record/record.fixture';
import { LONGEST_LINK, packLink } from './resultLinkBytes';
import { refusals } from './resultLinkWords';
import { readStoryLink, storyRefusals, writeStoryLink, type SharedStory, type StoryToShare } from './storyLink';

const { environment } = sampleRecord();
const story: StoryToShare = {
  passages: [
    { by: 'you', text: 'Once upon a time there was a fox who' },
    { by: 'model', text: ' found a map.\n“Oh!” said the fox. 🦊' },
  ],
  model: 'story',
  precision: 'int4',
  target: 'ort-wasm@1',
  seed: 7,
  firstMs: 41.23456,
  perSecond: 412.3456,
};
const at = Date.parse('2026-11-27T12:00:00.000Z');

async function codeOf(given: StoryToShare): Promise<string> {
  const made = await writeStoryLink(given, environment, at);
  if ('problem' in made) throw new Error(made.problem);
  return made.code;
}

describe('a link with a story', () => {
  it('gives back the words, whose they are, and by what they were written', async () => {
    const read = (await readStoryLink(await codeOf(story))) as SharedStory;
    expect(read).toMatchObject({ ...story, firstMs: 41.23, perSecond: 412.3, createdAt: '2026-11-27T12:00:00.000Z' });
    expect(read.device).not.toBe('');
  });

  it('names a model from a hub', async () => {
    const hub = { ...story, model: 'onnx-community/Qwen3-0.6B-ONNX:q4', precision: 'int4' };
    expect(await readStoryLink(await codeOf(hub))).toMatchObject({ model: hub.model });
  });

  it('leaves out figures that were not judged', async () => {
    const { firstMs: _, perSecond: __, ...untimed } = story;
    const read = await readStoryLink(await codeOf(untimed));
    expect(read).not.toHaveProperty('firstMs');
    expect(read).not.toHaveProperty('perSecond');
  });

  it('carries any text that is written, but for characters that nobody sees', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 300 }), async (text) => {
        const passages = [story.passages[0]!, { by: 'model' as const, text: `a${text}` }];
        const read = (await readStoryLink(await codeOf({ ...story, passages }))) as SharedStory;
        expect(read.passages[1]!.text).toBe(`a${text.replace(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '')}`);
      }),
      { numRuns: 60 },
    );
  });

  it('is refused to be made where it would be longer than any page reads', async () => {
    const random = Array.from({ length: 11_000 }, (_, i) => String.fromCharCode(0x4e00 + ((i * 7919) % 20_000))).join(
      '',
    );
    for (const text of [random, 'fox '.repeat(4000)]) {
      const passages = [story.passages[0]!, { by: 'model' as const, text }];
      expect(await writeStoryLink({ ...story, passages }, environment)).toEqual({ problem: storyRefusals.unsendable });
    }
    const most = [story.passages[0]!, { by: 'model' as const, text: 'fox '.repeat(2900) }];
    expect((await codeOf({ ...story, passages: most })).length).toBeLessThan(LONGEST_LINK);
  });
});

describe('a stranger’s link', () => {
  const good = ['nearside 0.1.0', 1_795_000_000, 'A phone', 'story', 'int4', 'ort-wasm', 1, 0, 0, [[0, 'a'], [1, 'b']]]; // prettier-ignore
  const problemOf = async (content: unknown) => readStoryLink(await packLink(1, JSON.stringify(content)));

  it('is read where it is in bounds', async () => {
    expect(await problemOf(good)).toMatchObject({ model: 'story' });
  });

  it.each<[string, number, unknown]>([
    ['turns the direction of what follows', 9, [[0, 'a'], [1, 'b\u202Ec']]], // prettier-ignore
    ['holds half of a character', 9, [[0, 'a'], [1, '\uD800']]], // prettier-ignore
    ['begins with nobody’s words', 9, [[1, 'a'], [1, 'b']]], // prettier-ignore
    ['is all one’s own', 9, [[0, 'a']]],
    ['is endless', 9, [[0, 'a'], [1, 'b'.repeat(12_001)]]], // prettier-ignore
    ['has too many turns', 9, Array.from({ length: 61 }, (_, i) => [i % 2, 'a'])],
    ['names a model as an address', 3, '../../etc'],
    ['names a model as what every object has', 3, '__proto__'],
    ['has a speed that nothing has', 8, 1e9],
    ['hides characters in a device', 2, 'A\u200Bphone'],
    ['is of no time', 1, -1],
  ])('that %s is refused', async (_, index, value) => {
    expect(await problemOf(good.with(index, value as never))).toEqual({ problem: storyRefusals.impossible });
  });

  it('that is any text at all gives a sentence', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string(), fc.base64String()), async (code) => {
        expect(await readStoryLink(code)).toHaveProperty('problem');
      }),
      { numRuns: 100 },
    );
    expect(await readStoryLink(await packLink(1, 'not JSON'))).toEqual({ problem: refusals.impossible });
    expect(await readStoryLink((await codeOf(story)).slice(0, -4))).toEqual({ problem: refusals.altered });
  });
});
