import type { Page } from '@playwright/test';
import { expect, test } from '../../support/test';
import { TryPage } from './tryPage';

test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });

/** Everything on the page that a finger is to hit and that is smaller than it should be: what it is, and its size. */
function tooSmall(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const LEAST = 43.9;
    const found = [
      ...document.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea, summary, [role="button"]'),
    ];
    const measured = found.flatMap((element) => {
      if (element.closest('[aria-hidden="true"]') || !element.checkVisibility({ visibilityProperty: true })) return [];
      // A box or a dot is hit by its label.
      const target =
        (element.matches('input:is([type="checkbox"], [type="radio"])') && element.closest('label')) || element;
      const { width, height, bottom } = target.getBoundingClientRect();
      // Off the page until it has the focus: the link that skips to the content.
      if (bottom + scrollY <= 0) return [];
      // In running text a link is as tall as its line (WCAG 2.5.5, exception "Inline").
      const isInline =
        element.matches('a, button') &&
        getComputedStyle(element).display.startsWith('inline') &&
        !element.matches('.button');
      const around = element.closest('p, li, td, th, dd, h1, h2, h3');
      if (isInline && around && around.textContent.trim().length > element.textContent.trim().length) return [];
      return width >= LEAST && height >= LEAST
        ? []
        : [
            `${element.tagName.toLowerCase()} "${(element.textContent.trim() || element.getAttribute('aria-label')) ?? ''}" ${Math.round(width)} × ${Math.round(height)}`,
          ];
    });
    return [...new Set(measured)];
  });
}

const openAll = (page: Page) =>
  page.evaluate(() => document.querySelectorAll('details').forEach((details) => (details.open = true)));

test('before and after a run, every control of the play page is large enough for a finger', async ({ page }) => {
  const play = await new TryPage(page).open();
  expect(await tooSmall(page)).toEqual([]);
  await page.getByText('Mine', { exact: true }).click();
  await play.runToEnd();
  await openAll(page);
  expect(await tooSmall(page)).toEqual([]);
  await play.openRun.click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Run of/);
  await openAll(page);
  expect(await tooSmall(page)).toEqual([]);
  await page.goto('/#/runs');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  expect(await tooSmall(page)).toEqual([]);
});

test('so is every control where sentences are typed', async ({ page }) => {
  const play = await new TryPage(page).open();
  await play.pick('Find similar sentences');
  await expect(page.getByRole('textbox').first()).toBeVisible();
  expect(await tooSmall(page)).toEqual([]);
});

for (const path of ['/#/compare', '/#/models', '/#/models/facemesh', '/#/nowhere']) {
  test(`so is every control of ${path}`, async ({ page }) => {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
    await openAll(page);
    expect(await tooSmall(page)).toEqual([]);
  });
}
