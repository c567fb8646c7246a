import { expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { FarSetting } from '../setting.svelte';
import Calibration from './Calibration.svelte';

async function show(query = '') {
  const setting = new FarSetting();
  setting.adopt(query, {});
  const screen = await render(Calibration, { setting });
  await expect.element(screen.getByRole('heading', { name: 'Chip by chip' })).toBeVisible();
  return { screen, setting };
}

it('judges by what was kept aside, and by leaving out once a worker has done so', async () => {
  const { screen } = await show();
  await expect.element(screen.getByText(/^Of \d+ published times \d+ were kept aside: \d+ % of those/)).toBeVisible();
  await expect
    .poll(() => screen.getByText(/^\d+ % within a factor of 2$/).elements().length, { timeout: 50_000 })
    .toBe(3);
});

it('is gone through by arrow keys, each measurement said with its interval', async () => {
  const { screen } = await show();
  const picture = screen.getByRole('slider', { name: 'Measurements by their published time' });
  picture.element().focus();
  await userEvent.keyboard('{Home}');
  await expect.element(picture).toHaveAttribute('aria-valuenow', '1');
  await userEvent.keyboard('{ArrowRight}{ArrowRight}');
  await expect.element(picture).toHaveAttribute('aria-valuenow', '3');
  expect(picture.element().getAttribute('aria-valuetext')).toMatch(/published .* predicted .* to /);
  await userEvent.keyboard('{End}');
  expect(picture.element().getAttribute('aria-valuenow')).toBe(picture.element().getAttribute('aria-valuemax'));
});

it('shows one chip’s measurements alone, the farthest off first, and keeps that in the address', async () => {
  const { screen, setting } = await show();
  await screen.getByRole('combobox', { name: 'Chip' }).selectOptions('tpu-v1');
  expect(setting.own('cal-chip')).toBe('tpu-v1');
  await screen.getByText(/^Every measurement, the farthest off first/).click();
  const rows = screen.getByRole('region', { name: /^Every measurement/ }).getByRole('row');
  // Six networks of the paper, and the heads.
  await expect.poll(() => rows.elements().length).toBe(7);
  const factors = rows.elements().flatMap(({ textContent }) => /([\d.]+) times too/.exec(textContent)?.[1] ?? []);
  expect(factors.map(Number)).toEqual(factors.map(Number).toSorted((a, b) => b - a));
  await expect.element(rows.filter({ hasText: 'tpu-cnn1' })).toHaveTextContent(/times too short.*Odd/);
});

it('names LSTM1 and CNN1 with the reason, and says so where nothing is left', async () => {
  const { screen } = await show('cal-chip=nobody');
  await expect.element(screen.getByText('No measurement is like that.')).toBeVisible();
  await expect.element(screen.getByText(/LSTM1.*600 x 600/)).toBeVisible();
  await expect.element(screen.getByText(/CNN1.*shallow/)).toBeVisible();
});
