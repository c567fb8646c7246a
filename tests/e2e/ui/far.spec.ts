import { gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { expectAccessible } from '../../support/accessible';
import { expect, test } from '../../support/test';

const tabsOf = (page: Page) => page.getByRole('navigation', { name: 'Pages of the far side' }).getByRole('link');

/** Opened, with what it shows there: nothing is being fetched or worked out any more. */
async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
  await expect(page.getByRole('main').locator('[aria-busy=true], .skeleton')).toHaveCount(0, { timeout: 30_000 });
  await expect(page.getByText('Fetching the catalogue …')).toHaveCount(0);
}

test('every page of the far side opens, keeps what is compared, fits a phone, and breaks no rule', async ({ page }) => {
  await page.goto('/#/far?near-ms=25&server=h100-60&far=nearside-5g@20');
  await expect(tabsOf(page).first()).toBeVisible();
  const count = await tabsOf(page).count();
  expect(count).toBeGreaterThanOrEqual(7);
  for (const tab of await tabsOf(page).all()) {
    await tab.click();
    await expect(tab).toHaveAttribute('aria-current', 'page');
    await expect(page).toHaveURL(/near-ms=25/);
    await settled(page);
    // Parts of a page come when they are scrolled to.
    await page.mouse.wheel(0, 20_000);
    await settled(page);
    await expect(page.getByRole('alert')).toHaveCount(0);
    await expect(page.getByRole('main').getByRole('heading', { level: 2 }).first()).toBeVisible();
    await expectAccessible(page);
    await page.setViewportSize({ width: 360, height: 800 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  }
  await page.goBack();
  await expect(tabsOf(page).nth(count - 2)).toHaveAttribute('aria-current', 'page');
});

test('nonsense in the address is said, a sentence each, and the rest holds', async ({ page }) => {
  await page.goto('/#/far/request?near-ms=-4&rate=x&transport=tpc&server=h100-60');
  await expect(page.getByRole('alert')).toHaveCount(3);
  await expect(page.getByText('H100', { exact: false }).first()).toBeVisible();
  await page.goto('/#/far/nowhere');
  await expect(page.getByRole('alert')).toHaveText('The far side has no page “nowhere”.');
});

test('a queue that never empties is said, and nothing is drawn of it', async ({ page }) => {
  await page.goto('/#/far/request?rate=1000000&workers=1');
  await expect(page.getByText(/never empties/).first()).toBeVisible();
});

/** What reads the chosen model's card and this device's own figures, which other pages fetch as well. */
const notOfTheFarSide = /\/(card|registry|stored|use|probeStore|dist|ProgressBar)-[\w-]+\.(js|css)$/;

test('catalogue, charts and simulator are small, and asked for with their page alone', async ({ page }) => {
  const fetched = new Set<string>();
  page.on('response', (response) => fetched.add(new URL(response.url()).pathname));
  await page.goto('/#/try');
  await page.waitForLoadState('networkidle');
  // What reads stored runs is not the far side's.
  await page.goto('/#/library/runs');
  await expect(page.getByText('No run yet.')).toBeVisible();
  const before = new Set(fetched);
  await page.goto('/#/far/chips');
  await settled(page);
  let gzippedBytes = 0;
  for (const path of fetched) {
    if (before.has(path) || !/\.(js|css|json)$/.test(path) || notOfTheFarSide.test(path)) continue;
    gzippedBytes += gzipSync(await (await page.request.get(path)).body()).length;
  }
  expect(gzippedBytes).toBeGreaterThan(5_000);
  expect(gzippedBytes).toBeLessThanOrEqual(60_000);
});
