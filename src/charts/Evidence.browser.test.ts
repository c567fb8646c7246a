import { expect, it } from 'vitest';
import { render } from 'vitest-browser-svelte';
import Evidence from './Evidence.svelte';

const verdict = {
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

it('has nothing to unfold where there is no more', async () => {
  const screen = await render(Evidence, { verdict: { ...verdict, because: ['It is <b>small</b>.'] } });
  await expect.element(screen.getByText('WASM wins here: 12 ms. It is <b>small</b>.')).toBeVisible();
  expect(screen.container.querySelector('details, b')).toBeNull();
});
