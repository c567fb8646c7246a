import type { Page } from '@playwright/test';
import { begin, cellOf, expectCompleted } from '../support/run';
import { expect, test } from '../support/test';
import { setHidden } from '../support/visibility';

const target = 'tfjs-wasm@1';

/** That nothing comes can only be seen over a span: here one in which a visible run takes so many slices. */
async function afterSlices(page: Page, count: number): Promise<void> {
  const beganAt = await page.evaluate(() => performance.now());
  const sliceMs = 1000;
  await expect.poll(() => page.evaluate(() => performance.now())).toBeGreaterThan(beganAt + count * sliceMs);
}

test('a run waits while its tab is hidden, says so, and goes on when it is shown', async ({ page }) => {
  await page.goto('/');
  const run = await begin(page, { models: ['blazeface'], targets: [target], scenario: 'quick' });
  await run.reaches({ target, phase: 'steady', n: 2 });
  await setHidden(page, true);
  const samples = () => run.log.evaluate(({ cells }) => cells.at(-1)?.soFar?.n ?? 0);
  const before = await samples();

  await afterSlices(page, 3);
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
  await run.reaches({ target, phase: 'first' });
  await afterSlices(page, 1);
  // What comes once it has answered.
  expect(await run.phases(target)).not.toContain('check');
  await setHidden(page, false);
  expectCompleted(cellOf(await run.record(), target));
});
