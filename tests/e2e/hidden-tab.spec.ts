import type { Page } from '@playwright/test';
import { begin, cellOf, expectCompleted } from '../support/run';
import { expect, test } from '../support/test';

const target = 'tfjs-wasm@1';

/** Headless browsers never hide a tab, so the page is told that it is hidden as a browser would tell it. */
function setHidden(page: Page, hidden: boolean): Promise<void> {
  return page.evaluate((isHidden) => {
    Object.defineProperty(document, 'hidden', { value: isHidden, configurable: true });
    Object.defineProperty(document, 'visibilityState', { value: isHidden ? 'hidden' : 'visible', configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  }, hidden);
}

test('a run waits while its tab is hidden, says so, and goes on when it is shown', async ({ page }) => {
  await page.goto('/');
  const run = await begin(page, { models: ['blazeface'], targets: [target], scenario: 'quick' });
  await run.reaches({ target, phase: 'steady', n: 2 });
  await setHidden(page, true);
  const samples = () => run.log.evaluate(({ cells }) => cells.at(-1)?.soFar?.n ?? 0);
  const before = await samples();

  // That nothing comes can only be seen over a span: here one in which a visible run takes three slices.
  const beganAt = await page.evaluate(() => performance.now());
  const sliceMs = 1000;
  await expect.poll(() => page.evaluate(() => performance.now())).toBeGreaterThan(beganAt + 3 * sliceMs);
  expect(await samples()).toBe(before);

  await setHidden(page, false);
  await run.reaches({ target, phase: 'steady', n: before + 1 });
  const cell = expectCompleted(cellOf(await run.record(), target));
  expect(cell.steady.flags).toContain('paused');
  expect(cell.steady.n).toBeGreaterThan(before);
});

test('Stop ends a run that waits for its tab', async ({ page }) => {
  await page.goto('/');
  const run = await begin(page, { models: ['blazeface'], targets: [target], scenario: 'quick' });
  await run.reaches({ target, phase: 'steady', n: 2 });
  await setHidden(page, true);
  await run.stop();
  const cell = cellOf(await run.record(), target);
  expect(cell.status).toBe('aborted');
  expect('steady' in cell && cell.steady?.n).toBeGreaterThanOrEqual(2);
});

test('a tab hidden before the first inference waits with it', async ({ page }) => {
  await page.goto('/');
  await setHidden(page, true);
  const run = await begin(page, { models: ['blazeface'], targets: [target], scenario: 'preview' });
  await run.reaches({ target, phase: 'create' });
  expect(await run.phases(target)).not.toContain('first');
  await setHidden(page, false);
  expectCompleted(cellOf(await run.record(), target));
});
