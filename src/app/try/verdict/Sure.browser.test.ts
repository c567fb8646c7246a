import { expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import '../../tokens/colour.css';
import '../../base.css';
import type { Sureness } from '../../../judge/howSure';
import Sure from './Sure.svelte';

const sureness: Sureness = {
  level: 'fairly sure',
  word: 'fairly sure',
  pips: 3,
  sentence: 'Fairly sure: openings of WASM differed by 6 %.',
  doubts: ['It ran on battery.'],
  fine: ['The GPU is a real one.'],
  floor: 'Under 4 % nothing is called a difference here, as openings of one target differ.',
  surer: 'Surer: measure with the thorough scenario.',
};

it('says how sure in pips and a word, and opened why and what would make it surer', async () => {
  const { container } = await render(Sure, { sureness });
  await expect.element(page.getByRole('img', { name: '3 of 5' })).toBeVisible();
  expect(container.querySelectorAll('.pips i:not(.open)')).toHaveLength(3);
  await expect.element(page.getByText(sureness.sentence)).not.toBeVisible();
  await page.getByText('How sure?').click();
  for (const text of [sureness.sentence, 'It ran on battery.', 'The GPU is a real one.', sureness.surer!]) {
    await expect.element(page.getByText(text)).toBeVisible();
  }
});

it('closes with Escape, which leads back to where it was opened, and with a press elsewhere', async () => {
  await render(Sure, { sureness });
  const text = page.getByText(sureness.sentence);
  await page.getByText('How sure?').click();
  await userEvent.keyboard('{Escape}');
  await expect.element(text).not.toBeVisible();
  expect(document.activeElement?.tagName).toBe('SUMMARY');
  await page.getByText('How sure?').click();
  await expect.element(text).toBeVisible();
  document.body.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));
  await expect.element(text).not.toBeVisible();
});
