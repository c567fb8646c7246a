import { expect, it } from 'vitest';
import { render } from 'vitest-browser-svelte';
import Evidence from './Evidence.svelte';

const verdict = {
  bestKeys: [],
  tied: [],
  headline: 'WASM wins here: 12 ms.',
  because: ['It is small.', 'This is a preview.', 'This is a preview.'],
};

it('gives the headline and the first reason, and folds the rest', async () => {
  const screen = await render(Evidence, { verdict });
  await expect.element(screen.getByText('WASM wins here: 12 ms. It is small.')).toBeVisible();
  await expect.element(screen.getByText('This is a preview.').first()).not.toBeVisible();
  await screen.getByText('The rest of the evidence').click();
  await expect.element(screen.getByText('This is a preview.').first()).toBeVisible();
  expect(screen.getByRole('listitem').elements()).toHaveLength(2);
});

it('says beside it how sure that is, what would make it surer and what the device tells apart', async () => {
  const sureness = {
    level: 'fairly sure' as const,
    word: 'fairly sure' as const,
    pips: 3 as const,
    fine: [],
    sentence: 'Fairly sure: openings of WASM differed by 6 %.',
    doubts: ['It ran on battery.'],
    floor: 'Under 4 % nothing is called a difference here, as openings of one target differ.',
    surer: 'Surer: measure with the thorough scenario.',
  };
  const screen = await render(Evidence, { verdict: { ...verdict, sureness } });
  const words = `${sureness.sentence} ${sureness.surer} ${sureness.floor}`;
  await expect.element(screen.getByText(words)).toBeVisible();
  await expect.element(screen.getByText('It ran on battery.')).not.toBeVisible();
});

it('has nothing to unfold where there is no more', async () => {
  const screen = await render(Evidence, { verdict: { ...verdict, because: ['It is <b>small</b>.'] } });
  await expect.element(screen.getByText('WASM wins here: 12 ms. It is <b>small</b>.')).toBeVisible();
  expect(screen.container.querySelector('details, b')).toBeNull();
});
