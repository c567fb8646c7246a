import { expect, test } from '../../support/test';

test('a page that is closed in the middle of a run loses nothing it had measured', async ({ page, context }) => {
  await page.goto('/?models=movenet-lightning&targets=tfjs-wasm@1&scenario=thorough&autorun=1');
  const other = await context.newPage();
  const runs = other.getByRole('link', { name: /MoveNet Lightning/ });
  await expect(async () => {
    await other.goto('/#/runs');
    await other.reload();
    await expect(runs).toHaveCount(1, { timeout: 1000 });
    await expect(runs).toContainText('1 stopped');
  }).toPass();
  await page.close();

  await runs.click();
  await expect(
    other.getByText('The page was closed or the run stopped before this was finished.').first(),
  ).toBeVisible();
  await other.getByText('As a table, with every phase').first().click();
  await expect(other.getByRole('table').first()).toContainText(/\d+(\.\d+)? ms/);
});
