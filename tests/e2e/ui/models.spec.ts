import type { Page } from '@playwright/test';
import { expectAccessible } from '../../support/accessible';
import { expect, test } from '../../support/test';

const parity = (page: Page) => page.getByRole('region', { name: /^Agreement of .* with its reference/ });
/** A target's row in the parity table, by the id under its name. */
const row = (page: Page, target: string) =>
  parity(page)
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name: new RegExp(`${target}(?![\\w@])`) }) });
const check = (page: Page) => page.getByRole('button', { name: 'Check here' });
const stop = (page: Page) => page.getByRole('button', { name: 'Stop', exact: true });

/** What the page asks the server for of models and runtimes. */
function downloads(page: Page): string[] {
  const heavy: string[] = [];
  page.on('request', (request) => {
    if (/\.(wasm|onnx|bin)$|\/models\//.test(new URL(request.url()).pathname)) heavy.push(request.url());
  });
  return heavy;
}

/** Nothing but the tables' own boxes scrolls sideways. */
const isWithinWindow = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);

test('from the list to a model, checked on this device, kept and found again', async ({ page }) => {
  const fetched = downloads(page);
  await page.goto('/?targets=tfjs-wasm@1,ort-wasm@1#/models');
  await expect(page.getByRole('link', { name: 'Models' })).toHaveAttribute('aria-current', 'page');
  await page.getByRole('link', { name: 'BlazeFace', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('BlazeFace');
  await expect(page).toHaveTitle('BlazeFace · Models · Nearside');
  await expect(page.getByText('Not checked on this device yet.')).toBeVisible();
  await expect(page.getByText(/up\s+to [\d.]+ MB of weights and [\d.]+ MB of runtimes/)).toBeVisible();
  expect(fetched).toEqual([]);

  await check(page).focus();
  await page.keyboard.press('Enter');
  await expect(stop(page)).toBeFocused();
  await expect(page.getByText(/^2 of \d+ targets that can run it here agree with the reference/)).toBeVisible();
  for (const target of ['tfjs-wasm@1', 'ort-wasm@1']) {
    const cells = row(page, target).getByRole('cell');
    await expect(cells.nth(0)).toContainText('agrees');
    for (const figure of [1, 2]) expect(Number(await cells.nth(figure).innerText())).toBeLessThan(0.05);
    expect(Number(await cells.nth(3).innerText())).toBeGreaterThanOrEqual(0.99);
    await expect(cells.nth(4)).toHaveText(/^[\d.]+ m?s/);
  }
  await expect(row(page, 'tfjs-wasm').getByRole('cell').first()).toHaveText('not checked yet');
  await expectAccessible(page);
  expect(await isWithinWindow(page)).toBe(true);

  const found = await row(page, 'ort-wasm@1').innerText();
  await page.getByRole('link', { name: 'Open this run' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Run of/);
  await page.reload();
  await page.getByRole('link', { name: 'Models' }).click();
  await page.getByRole('link', { name: 'BlazeFace', exact: true }).click();
  await expect(row(page, 'ort-wasm@1')).toHaveText(found, { useInnerText: true });
});

test('a target that can’t run a model names the operators that it lacks', async ({ page }) => {
  await page.goto('/#/models/movenet-lightning');
  await expect(row(page, 'ort-webgl')).toContainText('can’t');
  await expect(row(page, 'ort-webgl')).toContainText('The operators ArgMax, GatherND and Mod are missing');
  await page.getByRole('link', { name: 'All models' }).click();
  await expect(page.getByText('can’t run on WebGL').first()).toBeAttached();
  await expectAccessible(page);
  expect(await isWithinWindow(page)).toBe(true);
});

test('a check that is stopped says so, and leaving the page ends one', async ({ page }) => {
  await page.route(/blazeface\.bin/, () => {});
  await page.goto('/?targets=tfjs-wasm@1#/models/blazeface');
  await check(page).click();
  await expect(row(page, 'tfjs-wasm@1')).toContainText(/downloading|waiting/);
  await stop(page).click();
  await expect(row(page, 'tfjs-wasm@1')).toContainText('stopped');
  await check(page).click();
  await expect.poll(() => page.workers().length).toBeGreaterThan(0);
  await page.getByRole('link', { name: 'All models' }).click();
  await expect.poll(() => page.workers().length).toBe(0);
});

test('a model that nobody knows is answered with those that are there', async ({ page }) => {
  await page.goto('/#/models/blazeface-%3Cb%3E');
  const alert = page.getByRole('alert');
  await expect(alert).toContainText("There is no model 'blazeface-<b>'. Known:");
  await expect(alert).toContainText("did you mean 'blazeface'?");
  await expectAccessible(page);
  await alert.getByRole('link', { name: 'facemesh' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('FaceMesh');
});
