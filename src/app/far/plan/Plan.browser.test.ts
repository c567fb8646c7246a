import { expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import '../../tokens/colour.css';
import '../../tokens/dimension.css';
import '../../tokens/type.css';
import '../../base.css';
import { readPlan } from '../../../far/plan/config';
import { FarSetting } from '../setting.svelte';
import Plan from './Plan.svelte';

async function settingOf(query: string): Promise<FarSetting> {
  const setting = new FarSetting();
  setting.adopt(query, {});
  await Promise.all([setting.loadModel(), setting.loadServer()]);
  return setting;
}
const row = (name: RegExp) => page.getByRole('row', { name });

it('lists all strategies, says why one can’t be weighed, and draws the front', async () => {
  const setting = await settingOf('near-ms=60&offline=0');
  await render(Plan, { setting });
  await expect.element(row(/^Here only/)).toHaveTextContent(/60 ms.*60 ms.*60 ms.*0 %.*100 %/);
  await expect.element(row(/^Draft and check/)).toHaveTextContent('for texts that are written');
  await expect.element(page.getByRole('figure', { name: 'Which are worth it' })).toBeVisible();
  await expect.element(page.getByRole('figure', { name: 'How long answers take' })).toHaveTextContent(/Ask both/);
  await expect.element(row(/^Cloud only/)).toHaveTextContent(/beaten/);
});

it('gives the choice as a config that reads back, and takes one', async () => {
  const setting = await settingOf('near-ms=60');
  const { container } = await render(Plan, { setting });
  await page.getByRole('radio', { name: /^Cloud with fallback/ }).click();
  const config = () => readPlan(container.querySelector('pre')?.textContent ?? '');
  await expect.poll(config).toMatchObject({ model: 'movenet-lightning', strategy: { kind: 'offline-fallback' } });
  const plan = config();
  if ('problem' in plan) throw new Error(plan.problem);
  expect(plan.expected.nearShare).toBeGreaterThan(0);
  expect(new URLSearchParams(setting.query).get('plan')).toBe('offline-fallback');

  await page.getByText('Read in a config').click();
  const field = page.getByRole('textbox');
  await field.fill('{}');
  await page.getByRole('button', { name: 'Take it' }).click();
  await expect.element(page.getByRole('alert')).toHaveTextContent(/That is no plan/);
  const given = { ...plan, strategy: { kind: 'near-first', deadlineMs: 33, whenLate: 'race' } };
  await field.fill(JSON.stringify({ ...given, server: 'none-such' }));
  await page.getByRole('button', { name: 'Take it' }).click();
  await expect.element(page.getByRole('alert')).toHaveTextContent(/“none-such”/);
  await field.fill(JSON.stringify(given));
  await page.getByRole('button', { name: 'Take it' }).click();
  await expect.poll(config).toMatchObject({ strategy: given.strategy });
  expect(new URLSearchParams(setting.query).get('deadline')).toBe('33');
});

it('weighs a text with its drafts, once it is known how quick a token is', async () => {
  const setting = await settingOf('models=story&near-ms=30');
  setting.set({ model: 'story' });
  await setting.loadModel();
  await render(Plan, { setting });
  await expect.element(page.getByText(/from one token to the next is not known/)).toBeVisible();
  await page.getByLabelText(/ms a token/).fill('9');
  await expect.element(row(/^Draft and check/)).toHaveTextContent(/4 tokens at a time/);
  await expect.element(row(/^By size/)).toHaveTextContent(/needs to know how large/);
});

it('keeps the last good figure where one is refused', async () => {
  const setting = await settingOf('near-ms=60');
  await render(Plan, { setting });
  await page.getByText('What it rests on').click();
  const sure = page.getByLabelText('Sure enough to answer here');
  await sure.fill('140');
  (sure.element() as HTMLElement).blur();
  await expect.element(page.getByText('This is a number from 0 to 100.')).toBeVisible();
  expect(setting.own('sure')).toBeUndefined();
  await sure.fill('95');
  (sure.element() as HTMLElement).blur();
  await expect.poll(() => setting.own('sure')).toBe('95');
});
