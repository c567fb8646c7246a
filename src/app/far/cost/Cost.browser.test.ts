import { expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import '../../tokens/colour.css';
import '../../tokens/dimension.css';
import '../../tokens/type.css';
import '../../base.css';
import { FarSetting } from '../setting.svelte';
import Cost from './Cost.svelte';

async function shown(query: string) {
  const setting = new FarSetting();
  setting.adopt(query, {});
  await Promise.all([setting.loadModel(), setting.loadServer()]);
  const { container } = await render(Cost, { setting });
  await expect.element(page.getByRole('heading', { name: 'What it rests on' })).toBeVisible();
  return { setting, container };
}

it('says which side takes more, as ranges, with a figure and a table for each part', async () => {
  await shown('near-ms=25');
  await expect
    .element(page.getByText(/^The cloud takes [\d.]+ to \d+ times the energy of this device for an answer/))
    .toBeVisible();
  await expect.element(page.getByText('50 to 850 mJ', { exact: true }).first()).toBeVisible();
  const energy = page.getByRole('figure', { name: 'Where an answer’s energy goes' });
  await energy.getByText('Figures').click();
  await expect.element(energy.getByRole('row', { name: /^Here 50 mJ 850 mJ$/ })).toBeVisible();
});

it('takes a figure, marks it as the visitor’s, keeps it in the address, and gives it back', async () => {
  const { setting } = await shown('near-ms=25');
  const watts = page.getByRole('textbox', { name: 'Power while it works, most' });
  await watts.fill('10');
  await userEvent.keyboard('{Tab}');
  await expect.poll(() => setting.own('cost')).toBe('nearhigh-10');
  await expect.element(page.getByText('50 to 250 mJ', { exact: true }).first()).toBeVisible();
  await expect.element(page.getByText('yours', { exact: true }).first()).toBeVisible();
  await page.getByRole('button', { name: 'Power while it works, most: back to its source' }).click();
  await expect.poll(() => setting.own('cost')).toBeUndefined();
  await expect.element(watts).toHaveValue('34.1');
});

it('refuses nonsense in a sentence, and the last good figure holds', async () => {
  const { setting } = await shown('near-ms=25&cost=nearhigh-10');
  const watts = page.getByRole('textbox', { name: 'Power while it works, most' });
  for (const [text, problem] of [
    ['ten', /is a number/],
    ['-3', /from 0 to 5000 W/],
    ['1', /least above its most/],
  ] as const) {
    await watts.fill(text);
    await userEvent.keyboard('{Tab}');
    await expect.element(page.getByRole('alert')).toHaveTextContent(problem);
    expect(setting.own('cost')).toBe('nearhigh-10');
  }
  await expect.element(page.getByText('50 to 250 mJ', { exact: true }).first()).toBeVisible();
});

it('tells what it can where this device was not measured', async () => {
  await shown('');
  await expect.element(page.getByText(/^In the cloud, an answer takes/)).toBeVisible();
  await expect.element(page.getByText('The device’s energy can’t be told: its time is unknown.').first()).toBeVisible();
});

it('says what an address asked in vain', async () => {
  await shown('near-ms=25&cost=pue-0_nobody-3');
  await expect.element(page.getByText(/PUE of the data centre is from 1 to 5/)).toBeVisible();
  await expect.element(page.getByText(/There is no figure of cost/)).toBeVisible();
});

it('weighs training against use once its energy is chosen', async () => {
  await shown('near-ms=25&cost=training-259000');
  await expect
    .element(page.getByRole('figure', { name: 'Training against use' }))
    .toHaveAccessibleDescription(/^Training outweighs use over its life: 7\.3 million answers/);
});
