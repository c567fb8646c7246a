import { expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import Aloud from './Aloud.svelte';
import type { WrittenText } from './text';

const text = (words: readonly string[], more: Partial<WrittenText> = {}): WrittenText => ({
  prompt: '',
  own: '',
  seed: 1,
  anew: true,
  weights: 'int4',
  target: 'ort-wasm',
  tokens: words.map((word, position) => ({ token: 1, text: word, share: 1, alternatives: [], position, atMs: 0 })),
  turn: 1,
  askedAtMs: 1,
  hidden: false,
  cold: false,
  ...more,
});
const heard = () => [...document.querySelectorAll('[role="log"] p')].map((line) => line.textContent);

it('says whole sentences as they are written, and the rest at the end', async () => {
  const { rerender } = await render(Aloud, { text: text(['He', ' ran']) });
  await expect.element(page.getByRole('log')).toBeInTheDocument();
  expect(heard()).toEqual([]);
  await rerender({ text: text(['He', ' ran', '.', ' Then']) });
  await expect.poll(heard).toEqual(['He ran.']);
  await rerender({ text: text(['He', ' ran', '.', ' Then', ' not'], { ended: 'length' }) });
  await expect.poll(heard).toEqual(['He ran.', 'Then not']);
  await rerender({ text: text(['New', '.', ' '], { turn: 2 }) });
  await expect.poll(heard).toEqual(['New.']);
});

it('doesn’t read again what was only timed again', async () => {
  const { rerender } = await render(Aloud, { text: text(['Old', '.', ' '], { cold: true }) });
  await expect.poll(heard).toEqual(['Old.']);
  await rerender({ text: text(['Old', '.', ' '], { askedAtMs: 2, ended: 'end' }) });
  await rerender({ text: text(['Old', '.', ' ', 'More'], { askedAtMs: 2, ended: 'end' }) });
  await expect.poll(heard).toEqual(['Old.', 'More']);
});

it('doesn’t read again what stands there when one comes back', async () => {
  const { rerender } = await render(Aloud, { text: text(['Old', '.'], { ended: 'end' }) });
  await rerender({ text: text(['New', '.', ' '], { turn: 2 }) });
  await expect.poll(heard).toEqual(['New.']);
});
