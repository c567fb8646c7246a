import type { Page } from '@playwright/test';
import { sampleRecord } from '../../../src/record/record.fixture';
import { expectRoomForLongWords } from '../../support/lengthened';
import { expect, test } from '../../support/test';

test.use({ viewport: { width: 360, height: 740 } });

/** Addresses of all that the navigation and the library lead to. */
async function pagesOf(page: Page): Promise<string[]> {
  await page.goto('/');
  const links = page.locator('nav, footer').getByRole('link').and(page.locator('[href^="#/"]'));
  const addresses = await links.evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
  return [...new Set(addresses)];
}

async function settled(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
}

test('every page has room for words that are 30 % longer', async ({ page }) => {
  const more = [
    '#/try/tone',
    '#/learn/near-or-far',
    '#/try/similar',
    '#/library/models/nanodet',
    '#/library/runs/not-here-1',
    '#/nowhere',
  ];
  const all = [...(await pagesOf(page)), ...more];
  expect(all.length).toBeGreaterThan(more.length + 3);
  for (const address of all) {
    await page.goto('about:blank');
    await page.goto(`/${address}`);
    await settled(page);
    await expectRoomForLongWords(page);
  }
});

test('so has a finished run, where it was made, in the list and by itself', async ({ page }) => {
  await page.goto('/?models=digits&targets=tfjs-wasm@1,ort-wasm@1&scenario=preview&autorun=1');
  // Folded with the evidence on a phone.
  await expect(page.getByRole('link', { name: /^Open this run/, includeHidden: true })).toBeAttached();
  await expectRoomForLongWords(page);
  await page.goto('about:blank');
  await page.goto('/#/library/runs');
  await page.locator('input[type=file]').setInputFiles({
    name: 'run.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(sampleRecord())),
  });
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Run of/);
  await settled(page);
  await expectRoomForLongWords(page);
  await page.goto('about:blank');
  await page.goto('/#/library/runs');
  await settled(page);
  await expectRoomForLongWords(page);
});

test('so has the sheet of tasks', async ({ page }) => {
  await page.goto('/#/try/objects');
  await page.getByRole('button', { name: /Choose another task/ }).click();
  await expect(page.getByRole('dialog').getByRole('link').first()).toBeVisible();
  await expectRoomForLongWords(page);
});
