import { userEvent } from 'vitest/browser';
import { expect, it } from 'vitest';
import { render } from 'vitest-browser-svelte';
import Segmented from './Segmented.svelte';

const options = [
  { id: 'preview', title: 'Preview' },
  { id: 'quick', title: 'Quick' },
  { id: 'thorough', title: 'Thorough' },
] as const;
const props = { legend: 'How long', options, value: 'quick' as string };

it('is a named group of radio buttons, one of them chosen', async () => {
  const screen = await render(Segmented, props);
  await expect.element(screen.getByRole('group', { name: 'How long' })).toBeVisible();
  await expect.element(screen.getByRole('radio', { name: 'Quick' })).toBeChecked();
  expect([...screen.container.querySelectorAll('.on')].map((label) => label.textContent?.trim())).toEqual(['Quick']);
});

it('is chosen from with a click and with the arrow keys', async () => {
  const screen = await render(Segmented, props);
  await screen.getByText('Thorough').click();
  await expect.element(screen.getByRole('radio', { name: 'Thorough' })).toBeChecked();
  await userEvent.keyboard('{ArrowRight}');
  await expect.element(screen.getByRole('radio', { name: 'Preview' })).toBeChecked();
  await expect.element(screen.getByRole('radio', { name: 'Preview' })).toHaveFocus();
});

it('takes no choice while it is disabled', async () => {
  const screen = await render(Segmented, { ...props, disabled: true });
  for (const radio of screen.getByRole('radio').all()) await expect.element(radio).toBeDisabled();
});

it('keeps two groups on one page apart', async () => {
  const first = await render(Segmented, props);
  const second = await render(Segmented, { ...props, legend: 'Another' });
  await second.getByRole('group', { name: 'Another' }).getByText('Preview').click();
  await expect
    .element(first.getByRole('group', { name: 'How long' }).getByRole('radio', { name: 'Quick' }))
    .toBeChecked();
});
