import { describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import type { JudgedSentence, SentencePolarityAnswer } from './answer';
import View from './View.svelte';

const base: JudgedSentence = { text: '', positive: 0.5, tone: 'unknown', words: [], unknownShare: 0, cut: false };
const answerOf = (...sentences: Partial<JudgedSentence>[]): SentencePolarityAnswer => ({
  kind: 'sentence-polarity',
  summary: 'A summary.',
  sentences: sentences.map((sentence) => ({ ...base, ...sentence })),
});
const fine = {
  text: 'A fine <b>dull</b> film',
  positive: 0.84,
  tone: 'positive',
  words: [
    { start: 2, end: 6, push: 2 },
    { start: 10, end: 14, push: -0.6 },
  ],
} as const;

describe('judged sentences', () => {
  it('say their tone, how sure it is and the words behind it', async () => {
    await render(View, { answer: answerOf(fine, { text: 'bad', positive: 0.002, tone: 'negative' }) });
    const rows = page.getByRole('listitem');
    await expect.element(rows.nth(0)).toHaveTextContent('Positive 84 %');
    await expect.element(rows.nth(0)).toHaveTextContent('Towards positive: fine. Towards negative: dull.');
    await expect.element(rows.nth(1)).toHaveTextContent('Negative over 99 %');
  });

  it('mark words on both sides and show markup as text', async () => {
    const { container } = await render(View, { answer: answerOf(fine) });
    expect([...container.querySelectorAll('.towards')].map((word) => word.textContent)).toEqual(['fine']);
    expect([...container.querySelectorAll('.against')].map((word) => word.textContent)).toEqual(['dull']);
    expect(container.querySelector('b')).toBeNull();
    expect(container.querySelector('.text')!.textContent.trim()).toBe(fine.text);
  });

  it('have bars from the middle to the probability', async () => {
    const { container } = await render(View, {
      answer: answerOf(fine, { text: 'bad', positive: 0.1, tone: 'negative' }),
    });
    const [towards, against] = [...container.querySelectorAll('.bar')].map((bar) => bar.getBoundingClientRect());
    const track = container.querySelector('.track')!.getBoundingClientRect();
    const middle = track.left + track.width / 2;
    expect(towards!.left).toBeCloseTo(middle, 0);
    expect(towards!.width).toBeCloseTo(track.width * 0.34, 0);
    expect(against!.right).toBeCloseTo(middle, 0);
    expect(against!.width).toBeCloseTo(track.width * 0.4, 0);
  });

  it('that are not judged say why, without a bar', async () => {
    const { container } = await render(View, {
      answer: answerOf({ text: 'Ein Film', words: [{ start: 0, end: 3, push: 3 }] }, { text: '😀' }),
    });
    const rows = page.getByRole('listitem');
    await expect.element(rows.nth(0)).toHaveTextContent('It has seen too few of these words to judge.');
    await expect.element(rows.nth(1)).toHaveTextContent('There are no words to judge.');
    expect(container.querySelector('.bar, .towards, .against')).toBeNull();
  });

  it('stand in a short list until all are asked for', async () => {
    await render(View, { answer: answerOf(...Array.from({ length: 200 }, () => fine)) });
    const rows = page.getByRole('listitem');
    expect(rows.elements()).toHaveLength(20);
    await page.getByRole('button', { name: 'Show all 200 sentences' }).click();
    await expect.element(rows.nth(199)).toBeInTheDocument();
    expect(page.getByRole('button').elements()).toEqual([]);
  });

  it('that were cut say so', async () => {
    await render(View, { answer: answerOf({ ...fine, cut: true }) });
    await expect.element(page.getByText('Only the first 64 words were read.')).toBeVisible();
  });
});
