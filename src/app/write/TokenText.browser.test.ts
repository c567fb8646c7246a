import { expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import '../tokens/colour.css';
import '../tokens/dimension.css';
import '../tokens/type.css';
import '../base.css';
import type { Token } from '../../workloads/generation/stream';
import TokenText from './TokenText.svelte';

const words: [string, number, [string, number][]][] = [
  [
    ' fox',
    0.9,
    [
      [' fox', 0.9],
      [' hen', 0.06],
    ],
  ],
  [
    ' <b>ran',
    0.03,
    [
      [' slept', 0.5],
      ['\n', 0.2],
    ],
  ],
  ['.', 0.6, [['.', 0.6]]],
];
const tokens: Token[] = words.map(([text, share, others], position) => ({
  token: position,
  text,
  share,
  alternatives: others.map(([other, shareOfIt], at) => ({
    token: other === text ? position : 100 + at,
    text: other,
    share: shareOfIt,
  })),
  position,
  atMs: 0,
}));
const before = [{ text: 'The little', by: 'you' as const }];
const shown = () => render(TokenText, { before, tokens });
const glass = (container: HTMLElement) =>
  container.querySelector('.glass')?.textContent?.replaceAll(/\s+/g, ' ').trim();

it('shows what was written, markup as text, lit where the model was unsure', async () => {
  const { container } = await shown();
  expect(container.querySelector('p')?.textContent?.trim()).toBe('The little fox <b>ran.');
  expect(container.querySelector('b')).toBeNull();
  const doubt = [...container.querySelectorAll<HTMLElement>('.token')].map((token) =>
    Number.parseFloat(token.style.getPropertyValue('--q')),
  );
  expect(doubt[1]).toBeGreaterThan(doubt[2]!);
  expect(doubt[2]).toBeGreaterThan(doubt[0]!);
});

it('tells what else was weighed of the word under the pointer, until it leaves', async () => {
  const { container } = await shown();
  await userEvent.hover(page.elementLocator(container.querySelector('[data-at="1"]')!));
  await expect.poll(() => glass(container)).toBe('␣<b>ran 3 %␣slept 50 %⏎ 20 %');
  await userEvent.unhover(page.elementLocator(container.querySelector('[data-at="1"]')!));
  await expect.poll(() => glass(container)).toBeUndefined();
});

it('a press holds it, another press or Escape lets go', async () => {
  const { container } = await shown();
  const word = page.elementLocator(container.querySelector('[data-at="0"]')!);
  await word.click();
  await expect.poll(() => glass(container)).toContain('␣hen 6 %');
  await userEvent.unhover(word);
  expect(glass(container)).toContain('␣hen 6 %');
  await userEvent.keyboard('{Escape}');
  await expect.poll(() => glass(container)).toBeUndefined();
});

it('from the keyboard one moves through the words, and hears each', async () => {
  const { container } = await shown();
  const slider = page.getByRole('slider', { name: 'Token under the magnifying glass' });
  await userEvent.tab();
  await expect.element(slider).toHaveFocus();
  await expect.poll(() => glass(container)).toContain('␣fox');
  await userEvent.keyboard('{ArrowRight}');
  await expect.poll(() => glass(container)).toContain('␣slept');
  await expect
    .element(slider)
    .toHaveAttribute('aria-valuetext', '<b>ran, 3 % likely, token 2 of 3; also weighed: slept 50 % and new line 20 %');
});

it('is no wider than its column, wherever the word stands', async () => {
  const { container } = await shown();
  container.style.width = '200px';
  await page.elementLocator(container.querySelector('[data-at="2"]')!).click();
  await expect.poll(() => glass(container)).toBeDefined();
  const [inside, frame] = [container.querySelector('.glass')!, container].map((one) => one.getBoundingClientRect());
  expect(inside!.left).toBeGreaterThanOrEqual(frame!.left - 1);
});
