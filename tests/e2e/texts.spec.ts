import type { Page } from '@playwright/test';
import type { SentenceSimilarityAnswer } from '../../src/tasks/sentence-similarity/answer';
import { begin, cellOf, expectCompleted, expectReason } from '../support/run';
import { expect, test } from '../support/test';

const target = 'tfjs-wasm@1';

async function read(page: Page, texts: readonly string[]) {
  await page.goto('/');
  const run = await begin(page, { models: ['use-lite'], targets: [target], scenario: 'preview' }, texts);
  return { run, cell: cellOf(await run.record(), target) };
}

async function answerTo(page: Page, texts: readonly string[]): Promise<SentenceSimilarityAnswer> {
  const { run, cell } = await read(page, texts);
  // What was typed, and what a model says of it, stays out of records.
  expect(expectCompleted(cell).answer).toBeUndefined();
  return run.answer(target);
}

test('100,000 characters are cut to what the network reads, and that is said', async ({ page }) => {
  const long = 'Penguins eat fish and krill. '.repeat(3500).trim();
  expect(long.length).toBeGreaterThan(100_000);
  const answer = await answerTo(page, ['What do penguins eat?', 'A tax form has three pages.', long]);
  expect(answer.ranked[0]?.text).toBe(long);
  expect(answer.note).toBe('Only the first 128 tokens of 1 text were read: the network takes no more.');
  expect(answer.summary.length).toBeLessThan(200);
});

for (const [what, texts] of [
  ['emoji', ['👩‍🚀🚀🌕', '🐧🐟', 'The astronaut flew to the moon.']],
  ['right-to-left text', ['متى تفتح المكتبة؟', 'הספרייה נפתחת בתשע', 'The library opens at nine.']],
] as const) {
  test(`${what} does no harm, and what the answer is worth is said`, async ({ page }) => {
    const answer = await answerTo(page, texts);
    expect(answer.question).toBe(texts[0]);
    expect(answer.ranked.map(({ text }) => text).sort()).toEqual([...texts.slice(1)].sort());
    for (const { cosine } of answer.ranked) expect(Math.abs(cosine)).toBeLessThanOrEqual(1);
    expect(answer.note).toMatch(/^The model knows English: 2 texts held many characters outside its vocabulary\.$/);
  });
}

for (const [what, texts, sentence] of [
  ['no question', [' ', 'Something.'], 'The question is empty: write a sentence to search for.'],
  [
    'nothing to compare with',
    ['Where?', ''],
    'There is nothing to compare with: write at least one sentence under the question.',
  ],
] as const) {
  test(`${what} is one clear sentence`, async ({ page }) => {
    expect(expectReason((await read(page, texts)).cell, 'failed', 'input')).toBe(sentence);
  });
}
