import { describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import View from './View.svelte';
import type { SentenceSimilarityAnswer } from './answer';

const answer: SentenceSimilarityAnswer = {
  kind: 'sentence-similarity',
  summary: 'Closest of 2: “near” with a cosine of 0.85.',
  question: '<b>Which</b> is near?',
  ranked: [
    { text: 'near', cosine: 0.846 },
    { text: '<img src=x onerror=alert(1)>', cosine: -0.2 },
  ],
  note: 'A note.',
};

describe('the ranked sentences', () => {
  it('stand in order with their cosines, a negative one without a bar', async () => {
    const { container } = await render(View, { answer });
    const rows = page.getByRole('listitem');
    await expect.element(rows.nth(0)).toHaveTextContent('near 0.85');
    await expect.element(rows.nth(1)).toHaveTextContent('<img src=x onerror=alert(1)> −0.20');
    const widths = [...container.querySelectorAll('.bar')].map((bar) => (bar as HTMLElement).style.width);
    expect(widths).toEqual(['84.6%', '0%']);
    await expect.element(page.getByText('A note.')).toBeVisible();
  });

  it('show markup in a text as text', async () => {
    const { container } = await render(View, { answer });
    await expect.element(page.getByRole('heading')).toHaveTextContent('<b>Which</b> is near?');
    expect(container.querySelector('b, img')).toBeNull();
  });

  it('say so when there is none', async () => {
    await render(View, { answer: { ...answer, ranked: [] } });
    await expect.element(page.getByText('Nothing was compared with it.')).toBeVisible();
    expect(page.getByRole('listitem').elements()).toEqual([]);
  });
});
