import type { Locator, Page } from '@playwright/test';
import { expect, test } from '../../support/test';
import { TryPage } from './tryPage';

/** Presses Tab until it is there, and sees that it looks it. */
async function tabTo(page: Page, wanted: Locator, key = 'Tab'): Promise<void> {
  const isThere = () => wanted.evaluate((element) => element === document.activeElement);
  for (let presses = 0; presses < 60 && !(await isThere()); presses++) await page.keyboard.press(key);
  await expect(wanted).toBeFocused();
}

/** The focus is drawn: an outline on the element or, for a hidden input, on its label. */
async function expectFocusShown(focused: Locator): Promise<void> {
  const outline = await focused.evaluate((element) => {
    const seen = element.matches('.visually-hidden') ? (element.closest('label') as HTMLElement) : element;
    const { outlineStyle, outlineWidth } = getComputedStyle(seen);
    return outlineStyle === 'none' ? 0 : parseFloat(outlineWidth);
  });
  expect(outline).toBeGreaterThanOrEqual(2);
}

test('from the top to a run and its results with Tab and Enter', async ({ page }) => {
  const play = await new TryPage(page).open();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeFocused();
  await expectFocusShown(page.getByRole('link', { name: 'Skip to the content' }));
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await expect(play.task).toBeFocused();

  await tabTo(page, play.run);
  await expectFocusShown(play.run);
  await page.keyboard.press('Enter');
  // Run turns to Stop and back under the finger: the focus stays.
  await expect(play.stop).toBeFocused();
  await play.ended();
  await expect(play.run).toBeFocused();

  const evidence = page.getByText('As a table, with every phase');
  await tabTo(page, evidence);
  await expectFocusShown(evidence);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('columnheader', { name: 'Median' })).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('region', { name: /phase by phase$/ })).toBeFocused();
  await tabTo(page, play.openRun);
  await expectFocusShown(play.openRun);
  await page.keyboard.press('Enter');
  await expect(play.headline).toHaveText(/^Run of/);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'All runs' })).toBeFocused();
});

test('Stop is Enter away, and the focus stays', async ({ page }) => {
  await page.route(/movenet-lightning\.bin/, () => {});
  const play = await new TryPage(page).open();
  await tabTo(page, play.run);
  await page.keyboard.press('Enter');
  await expect(play.lane('WASM')).toContainText('downloading');
  await page.keyboard.press('Enter');
  await play.ended();
  await expect(play.run).toBeFocused();
});

test('tasks, samples, targets, networks and the server from the keyboard', async ({ page }) => {
  const play = await new TryPage(page).open({ targets: 'tfjs-wasm@1,ort-wasm@1' });
  await tabTo(page, play.task);
  await expectFocusShown(play.task);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.type('map');
  await page.keyboard.press('Enter');
  await expect(play.headline).toContainText('map a face');
  await expect(page.getByRole('dialog')).toHaveCount(0);

  const sample = page.getByRole('button', { name: 'Coffee, no face' });
  await tabTo(page, sample);
  await expectFocusShown(sample);
  await page.keyboard.press('Enter');
  await expect(play.picture).toHaveAttribute('src', /coffee\.jpg$/);
  await expect(sample).toBeFocused();

  const choose = page.locator('summary').filter({ hasText: 'Choose' });
  await tabTo(page, choose, 'Shift+Tab');
  await page.keyboard.press('Enter');
  const target = page.getByRole('checkbox', { name: /^ONNX Runtime · WASM ×1/ });
  await tabTo(page, target);
  await page.keyboard.press('Space');
  await expect(target).not.toBeChecked();
  await expect(page.getByText(/^1 backend/)).toBeVisible();
  const preview = page.getByRole('radio', { name: 'Preview' });
  await tabTo(page, preview);
  await expectFocusShown(preview);
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('radio', { name: 'Quick' })).toBeChecked();

  const network = page.getByRole('radio', { name: 'Wi-Fi' });
  await tabTo(page, network);
  await expectFocusShown(network);
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('radio', { name: '5G' })).toBeChecked();
  await tabTo(page, play.server);
  const before = await play.server.getAttribute('aria-valuetext');
  await page.keyboard.press('ArrowRight');
  await expect(play.server).not.toHaveAttribute('aria-valuetext', before as string);
});

test('a page that is opened starts at its top, the Tab key too', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 640 });
  const play = await new TryPage(page).open();
  await play.runToEnd();
  await play.unfold();
  await play.openRun.scrollIntoViewIfNeeded();
  await play.openRun.click();
  await expect(play.headline).toBeInViewport();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'All runs' })).toBeFocused();
});
