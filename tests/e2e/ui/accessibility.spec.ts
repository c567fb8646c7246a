import type { Page } from '@playwright/test';
import { sampleRecord } from '../../../src/record/record.fixture';
import { expectAccessible } from '../../support/accessible';
import { expect, test } from '../../support/test';
import { TryPage } from './tryPage';

/** Opens every `<details>`, so that what it holds is looked at as well. */
const openDetails = (page: Page) =>
  page.locator('details').evaluateAll((all) => all.forEach((details) => details.setAttribute('open', '')));

async function importSample(page: Page): Promise<void> {
  await page.goto('/#/runs');
  await page.locator('input[type=file]').setInputFiles({
    name: 'run.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(sampleRecord())),
  });
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Run of/);
}

test('play: idle', async ({ page }) => {
  await new TryPage(page).open({ targets: undefined });
  await expectAccessible(page);
});

test('play: running', async ({ page }) => {
  const play = await new TryPage(page).open({ targets: 'tfjs-wasm@1,ort-wasm@1', scenario: 'thorough' });
  await play.runToEnd();
  await play.every.click();
  await expect(play.lane('ONNX Runtime · WASM')).toContainText('runs so far');
  await expectAccessible(page);
  await expect(play.stop).toBeVisible();
});

test('play: downloading', async ({ page }) => {
  await page.route(/movenet-lightning\.bin/, () => {});
  const play = await new TryPage(page).open();
  await play.run.click();
  await expect(page.getByRole('progressbar').first()).toBeVisible();
  await expectAccessible(page);
});

for (const task of ['Find a pose', 'Read text', 'Map a face', 'Find similar sentences']) {
  test(`play: finished, ${task}`, async ({ page }) => {
    const play = await new TryPage(page).open({ targets: 'tfjs-wasm@1,ort-wasm@1' });
    if (task !== 'Find a pose') await play.pick(task);
    await play.runToEnd();
    await openDetails(page);
    await expectAccessible(page);
  });
}

test('play: errors, of a link, a file and a network', async ({ page }) => {
  const play = await new TryPage(page).open({ models: 'no-such-model' });
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer: Buffer.from('words') });
  await page.getByText('Mine', { exact: true }).click();
  await page.getByLabel('Round trip to its edge, ms').fill('-1');
  await page.getByLabel('Round trip to its edge, ms').press('Tab');
  await expect(play.alert).toHaveCount(3);
  await expectAccessible(page);
});

test('play: every target failed', async ({ page }) => {
  await page.route(/session\.worker/, (route) => route.abort());
  const play = await new TryPage(page).open();
  await play.run.click();
  await expect(play.headline).toHaveText('No target could be measured here.');
  await expectAccessible(page);
});

test('compare: before and after a run', async ({ page }) => {
  await page.goto('/?targets=tfjs-wasm@1,ort-wasm@1&scenario=preview&models=blazeface,movenet-lightning');
  await expect(page.getByRole('button', { name: 'Run 4 cells' })).toBeEnabled();
  await page.getByRole('button', { name: 'How it is measured' }).click();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Run 4 cells' }).click();
  await expect(page.getByRole('link', { name: /^Open this run/ })).toBeVisible();
  await page.getByRole('button', { name: /^BlazeFace on TensorFlow.js · WASM ×1: [\d.]+ m?s for/ }).click();
  await expect(page.getByRole('link', { name: 'Open run' })).toBeVisible();
  await openDetails(page);
  await expectAccessible(page);
});

test('runs: none, one opened, one listed, one deleted', async ({ page }) => {
  await page.goto('/#/runs');
  await expect(page.getByText('No run yet.')).toBeVisible();
  await expectAccessible(page);
  await importSample(page);
  await openDetails(page);
  await expectAccessible(page);
  await page.getByRole('link', { name: 'All runs' }).click();
  await expect(page.getByRole('button', { name: /^Delete the run of/ })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: /^Delete the run of/ }).click();
  await expect(page.getByRole('button', { name: 'Undo' })).toBeVisible();
  await expectAccessible(page);
});
