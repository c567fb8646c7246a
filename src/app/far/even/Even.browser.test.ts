import { expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import '../../tokens/colour.css';
import '../../tokens/dimension.css';
import '../../tokens/type.css';
import '../../base.css';
import { simulateRequests } from '../../../far/simulate';
import { inMs } from '../../../domain/words';
import { FarSetting } from '../setting.svelte';
import Even from './Even.svelte';

async function settingOf(query: string): Promise<FarSetting> {
  const setting = new FarSetting();
  setting.adopt(query, {});
  await Promise.all([setting.loadModel(), setting.loadServer()]);
  return setting;
}

it('says what both sides take, as the simulation has it, and follows the switches', async () => {
  const setting = await settingOf('near-ms=25');
  const { requests } = setting;
  if (!requests || 'problem' in requests) throw new Error('refused');
  const far = simulateRequests(requests);
  if ('problem' in far) throw new Error(far.problem);
  const { container } = await render(Even, { setting });
  const finding = () => container.querySelector('.finding')?.textContent.replaceAll('\u00a0', ' ');
  await expect
    .poll(finding)
    .toMatch(new RegExp(`^For 9 of 10 answers this device is .* 25 ms here, ${inMs(far.totalMs.p90)} there`));
  await page.getByText('To be opened').click();
  await expect.poll(finding).toContain(`, ${inMs(far.coldTotalMs.p90)} there`);
  await page.getByText('Half (p50)').click();
  await expect.poll(finding).toContain(`, ${inMs(far.coldTotalMs.median)} there`);
  expect(new URLSearchParams(setting.query)).toEqual(new URLSearchParams('near-ms=25&connection=cold&percentile=p50'));
});

it('is a map with a cross that the keyboard moves and that reads out', async () => {
  const setting = await settingOf('near-ms=25');
  await render(Even, { setting });
  await expect
    .element(page.getByRole('figure', { name: /Who answers sooner/ }))
    .toHaveAccessibleDescription(/on all 19 networks/);
  const cross = page.getByRole('slider', { name: 'A place on the map' });
  await expect
    .element(cross)
    .toHaveAttribute('aria-valuetext', expect.stringMatching(/^42 ms and 15 Mbit\/s: this device/));
  (cross.element() as HTMLElement).focus();
  await userEvent.keyboard('{Home}{PageUp}{PageUp}');
  await expect
    .element(cross)
    .toHaveAttribute('aria-valuetext', expect.stringMatching(/^1 ms and 1 Gbit\/s: the cloud, [\d.]+ times as fast/));
  await userEvent.keyboard('{ArrowRight}');
  await expect.element(cross).toHaveAttribute('aria-valuetext', expect.stringMatching(/^1\.1 ms/));
  await userEvent.keyboard('{Escape}');
  await expect.element(cross).toHaveAttribute('aria-valuetext', expect.stringMatching(/^42 ms/));

  await page.getByText('The map as tables').click();
  await expect.element(page.getByRole('row', { name: /^Wi-Fi, Firefox DevTools 42 ms 15 Mbit\/s/ })).toBeVisible();
});

it('takes a place on the map for the network', async () => {
  const setting = await settingOf('near-ms=25');
  await render(Even, { setting });
  const cross = page.getByRole('slider', { name: 'A place on the map' });
  await expect.element(cross).toHaveAttribute('aria-valuetext', expect.stringMatching(/^42 ms/));
  (cross.element() as HTMLElement).focus();
  await userEvent.keyboard('{Home}');
  await page.getByRole('button', { name: 'Take this network' }).click();
  expect(setting.choice.profile).toMatch(/^custom:1:30000:15000/);
});

it('asks for a time where nobody knows one', async () => {
  const setting = await settingOf('');
  await setting.loadRecords({} as never);
  await render(Even, { setting });
  await expect.element(page.getByRole('link', { name: 'Measure it on Try' })).toHaveAttribute('href', '#/try/pose');
  await page.getByLabelText('Or state a time').fill('0');
  await page.getByRole('button', { name: 'Compare' }).click();
  await expect.element(page.getByRole('alert')).toHaveTextContent(/from 0\.01/);
  await page.getByLabelText('Or state a time').fill('12');
  await page.getByRole('button', { name: 'Compare' }).click();
  expect(setting.choice.nearMs).toBe(12);
  await expect.element(page.getByText(': 12 ms here, ')).toBeVisible();
});

it('says that a queue never empties instead of drawing', async () => {
  const setting = await settingOf('near-ms=25&rate=100000');
  await render(Even, { setting });
  await expect.element(page.getByRole('alert')).toHaveTextContent(/queue never empties/);
});

it('names two networks of one title: DevTools has a 3G, and so has the map', async () => {
  const setting = new FarSetting();
  setting.adopt('near-ms=25', { far: { profile: 'devtools-3g', server: 'l4-60' } });
  await Promise.all([setting.loadModel(), setting.loadServer()]);
  const { container } = await render(Even, { setting });
  const named = () =>
    [...container.querySelectorAll('svg .name')].filter(({ textContent }) => textContent === '3G').length;
  await expect.poll(named).toBe(2);
});
