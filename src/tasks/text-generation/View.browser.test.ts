import { expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import type { TextGenerationAnswer } from './answer';
import View from './View.svelte';

const answer: TextGenerationAnswer = {
  kind: 'text-generation',
  summary: 'there was',
  prompt: 'Once <b>upon</b>',
  text: ' there was',
  tokens: [
    { text: ' there', share: 0.9 },
    { text: ' was', share: 0.1 },
  ],
  ended: 'length',
  notes: ['The text is longer than the model reads.'],
};

it('shows the prompt and what was written, markup as text, with what there is to say', async () => {
  const { container } = await render(View, { answer });
  expect(container.querySelector('.text')?.textContent).toBe('Once <b>upon</b> there was');
  expect(container.querySelector('b')).toBeNull();
  await expect.element(page.getByText('As many tokens as were wanted.')).toBeVisible();
  await expect.element(page.getByText('longer than the model reads')).toBeVisible();
});

it('lights a token by its probability', async () => {
  const { container } = await render(View, { answer });
  const [likely, unlikely] = [...container.querySelectorAll<HTMLElement>('.token')];
  const lit = (element: HTMLElement) => parseFloat(element.style.getPropertyValue('--lit'));
  expect(lit(likely!)).toBeGreaterThan(lit(unlikely!) + 30);
  expect(likely!.title).toBe('90 % likely');
});
