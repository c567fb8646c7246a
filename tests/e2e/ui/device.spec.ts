import { expectAccessible } from '../../support/accessible';
import { expect, test } from '../../support/test';

test('My device says what can be known, measures until it is enough, and keeps what it measured', async ({ page }) => {
  await page.goto('/#/device');
  const heading = page.getByRole('heading', { level: 1 });
  await expect(heading).toHaveText(/^What is this \w+ good for\?$/);
  await expect(page.getByRole('heading', { name: 'The GPU is software' })).toBeVisible();
  await expectAccessible(page);

  await page.getByRole('button', { name: 'Measure my device' }).click();
  await expect(page.getByRole('progressbar')).toBeVisible();
  // One task's answers are enough: what is said of how many is tested beside the words.
  await expect(heading).toHaveText(/^A (first look|quick \w+|steady \w+|slow \w+): /, { timeout: 120_000 });
  await page.getByRole('button', { name: 'Enough, keep this' }).click();
  await expect(page.getByRole('button', { name: /^Measure the \d+ tasks left$/ })).toBeEnabled();
  await page.getByRole('button', { name: 'Share my device' }).click();
  await expect(page.getByRole('textbox', { name: 'What is shared' })).toHaveValue(/a second \(.+\)[^]*#\/device$/);
  await page.getByText('As a table').first().click();
  await expectAccessible(page);

  const said = await heading.textContent();
  await page.reload();
  await expect(heading).toHaveText(said ?? '');
});
