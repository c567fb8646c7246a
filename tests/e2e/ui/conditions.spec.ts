import { expect, test } from '../../support/test';
import { TryPage } from './tryPage';

test('a page that is not isolated says so before any number, and still runs', async ({ page, spoilt }) => {
  const { url } = await spoilt((answer) => {
    delete answer.headers['cross-origin-opener-policy'];
    delete answer.headers['cross-origin-embedder-policy'];
  });
  const play = await new TryPage(page).open({}, url);
  await expect(page.getByText(/^This page is not cross-origin isolated: WASM runs on one thread/)).toBeVisible();
  await expect(page.getByRole('banner')).toContainText('not isolated');
  await play.runToEnd();
  await expect(play.lane('WASM')).toContainText('not isolated');
});

test('a software GPU is said to be one', async ({ page }) => {
  await new TryPage(page).open();
  await expect(page.getByRole('banner')).toContainText('software WebGPU');
  await expect(page.getByText(/^The GPU here is software: .* say nothing of a real GPU\.$/)).toBeVisible();
});

test('offline before the first run: one sentence says what to do, and connecting is enough', async ({
  page,
  context,
}) => {
  const play = await new TryPage(page).open();
  await expect(play.picture).toBeVisible();
  await page.waitForLoadState('networkidle');
  await context.setOffline(true);
  await play.run.click();
  // What measures comes with the first run, so it is the page's own part that is missing.
  const sentence = 'A part of this page is not here yet, and the device is offline. Connect and try again.';
  await expect(page.getByText(sentence, { exact: true })).toBeVisible();
  await context.setOffline(false);
  await play.runToEnd();
  await expect(play.lane('WASM')).toContainText('answer agrees');
});

test('a runtime that can’t be fetched is what the sentence is about', async ({ page }) => {
  await page.route(/\.wasm$/, (route) => route.abort());
  const play = await new TryPage(page).open();
  await play.run.click();
  await expect(play.headline).toHaveText('No target could be measured here.');
  const sentence = 'A part of the runtime could not be fetched. Check the connection and run again.';
  await expect(play.lane('WASM')).toContainText(sentence);
  await page.unroute(/\.wasm$/);
  await play.runToEnd();
  await expect(play.lane('WASM')).toContainText('answer agrees');
});

test('offline after a run: what is there can still be read, and what is not says so', async ({ page, context }) => {
  const play = await new TryPage(page).open();
  await play.runToEnd();
  await page.waitForLoadState('networkidle');
  await context.setOffline(true);
  await page.getByRole('link', { name: 'Runs' }).click();
  await expect(play.alert).toContainText('This page could not be fetched.');
  await page.getByRole('link', { name: 'Try' }).click();
  await expect(play.headline).toContainText(TryPage.verdict);
  await page.getByRole('button', { name: 'A cup of coffee, nobody in it' }).click();
  await context.setOffline(false);
  await page.getByRole('link', { name: 'Runs' }).click();
  await page
    .getByRole('button', { name: 'load it again' })
    .or(page.getByRole('heading', { name: 'Your runs' }))
    .click();
  await expect(page.getByRole('heading', { name: 'Your runs' })).toBeVisible();
  await expect(page.getByRole('button', { name: /^Delete the run of/ })).toHaveCount(1);
});
