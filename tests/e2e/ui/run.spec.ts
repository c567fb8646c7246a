import type { Page } from '@playwright/test';
import { expect, test } from '../../support/test';
import { sessionWorkers } from '../../support/run';
import { TryPage } from './tryPage';

/** By the address, without loading the page anew. */
const go = (page: Page, hash: string) => page.evaluate((to) => void (location.hash = to), hash);

test('Enough ends a run at once and keeps a verdict of what was measured; Stop before that keeps nothing', async ({
  page,
}) => {
  const play = await new TryPage(page).open({ targets: 'tfjs-wasm@1,ort-wasm@1', scenario: 'thorough' });
  await play.runToEnd();
  await expect(play.headline).toContainText(TryPage.verdict);
  await play.every.click();
  // What was measured first stays on screen until it is measured anew.
  await expect(play.headline).toContainText(TryPage.verdict);
  await expect(play.lane('ONNX Runtime · WASM')).toContainText(/\d runs so far/);
  await page.getByRole('button', { name: 'Enough, keep this' }).click();
  await play.ended();
  await expect.poll(() => sessionWorkers(page)).toEqual([]);
  await expect(play.lane('ONNX Runtime · WASM')).toContainText('ended early');
  await expect(play.lane('ONNX Runtime · WASM')).toContainText('answer agrees');
  await expect(play.headline).toContainText(TryPage.verdict);
  await expect(page.getByRole('img', { name: /^A pose/ })).toBeVisible();
});

test('Stop before anything came says so', async ({ page }) => {
  await page.route(/movenet-lightning\.bin/, () => {});
  const play = await new TryPage(page).open();
  await play.run.click();
  await expect(play.headline).toHaveText('Getting the first answer …');
  await expect(play.lane('WASM')).toContainText('downloading');
  await play.stop.click();
  await expect(play.headline).toHaveText('Stopped before any target was measured.');
  await expect(play.run).toHaveText('Run again');
});

test('one press runs the likeliest best target alone; where its answer is wrong or fails, the next', async ({
  page,
}) => {
  await page.route(/tfjs-backend-wasm.*\.wasm$/, (route) => route.abort());
  const play = await new TryPage(page).open({ targets: 'tfjs-wasm@1,ort-wasm@1,tfjs-cpu' });
  await play.runToEnd();
  await expect(play.lane('TensorFlow.js · WASM')).toContainText('could not be fetched');
  await expect(play.lane('ONNX Runtime · WASM')).toContainText('answer agrees');
  await expect(play.near.getByRole('listitem').filter({ hasText: 'JavaScript' })).toHaveCount(0);
  await expect(play.headline).toContainText(TryPage.verdict);
});

/** What the answer of each task's first sample says, and where. */
const answers = [
  { task: 'Find a pose', target: 'tfjs-wasm@1', where: 'figcaption', says: /^A pose: \d+ of 17 joints found\.$/ },
  { task: 'Map a face', target: 'tfjs-wasm@1', where: 'figcaption', says: /^One face found/ },
  { task: 'Read text', target: 'ort-wasm@1', where: 'li:first-child .line', says: 'Fresh bread' },
  {
    task: 'Find similar sentences',
    target: 'tfjs-wasm@1',
    where: 'li:first-child .text',
    says: 'You can renew a book twice if nobody else is waiting for it.',
  },
];

for (const { task, target, where, says } of answers) {
  test(`${task}: the sample that is there from the start gives its answer`, async ({ page }) => {
    const play = await new TryPage(page).open({ targets: target });
    if (task !== 'Find a pose') await play.pick(task);
    await play.runToEnd();
    await expect(play.stage.locator(where)).toHaveText(says);
    await expect(play.lane('WASM')).toContainText('answer agrees');
  });
}

test('each task keeps its own answer and verdict, and its address opens it', async ({ page }) => {
  const play = await new TryPage(page).open();
  await play.runToEnd();
  const verdict = await play.headline.textContent();
  await play.pick('Map a face');
  await expect(page).toHaveURL(/#\/try\/face$/);
  await expect(play.headline).toHaveText('Can this device map a face faster than a cloud?');
  await expect(page.getByRole('img', { name: /^A pose/ })).toHaveCount(0);
  await go(page, '#/try/pose');
  await expect(play.headline).toHaveText(verdict as string);
  await expect(page.getByRole('img', { name: /^A pose/ })).toBeVisible();
  await play.pick('Find similar sentences');
  await expect(page.getByLabel('Find what is like')).toHaveValue('May I keep this book for another week?');
  await expect(play.run).toBeEnabled();
  await go(page, '#/try/pos');
  await expect(play.headline).toHaveText("There is nothing to try called 'pos'.");
  await page.getByRole('link', { name: 'Find a pose' }).first().click();
  await expect(play.headline).toHaveText(verdict as string);
});

test('leaving a task in the middle of its run stops it', async ({ page }) => {
  const play = await new TryPage(page).open({ scenario: 'thorough' });
  await play.runToEnd();
  await play.run.click();
  await expect(play.stop).toBeVisible();
  await play.pick('Map a face');
  await expect.poll(() => sessionWorkers(page)).toEqual([]);
  await expect(play.run).toBeEnabled();
  await play.pick('Find a pose');
  await expect(play.headline).toContainText(TryPage.verdict);
});

test('a slow sample: no run begins without it', async ({ page }) => {
  const play = await new TryPage(page).open({ targets: 'tfjs-wasm@1,ort-wasm@1' });
  let send = () => {};
  const held = new Promise<void>((resolve) => (send = resolve));
  await page.route(/text-sign\.png/, (route) => held.then(() => route.continue()));
  await go(page, '#/try/text');
  await expect(page.getByText('Reading the picture …')).toBeVisible();
  await expect(play.run).toBeDisabled();
  send();
  await expect(play.picture).toHaveAttribute('src', /text-sign\.png$/);
  await expect(play.run).toBeEnabled();
});

test('a picture of one’s own stays for the next task', async ({ page }) => {
  const play = await new TryPage(page).open();
  await page.locator('input[type=file]').setInputFiles('static/samples/astronaut.jpg');
  await expect(play.picture).toHaveAttribute('src', /^blob:/);
  await play.pick('Map a face');
  await play.runToEnd();
  await expect(page.getByRole('img', { name: /^One face found/ })).toHaveAttribute('src', /^blob:/);
});

test('other pages and back: the picture, the settings and the run are as they were', async ({ page }) => {
  const play = await new TryPage(page).open();
  await page.getByRole('button', { name: 'A cup of coffee, nobody in it' }).click();
  await page.getByText('5G', { exact: true }).click();
  await play.runToEnd();
  const headline = await play.headline.textContent();
  await play.openRun.click();
  await expect(play.headline).toHaveText(/^Run of/);
  await page.goBack();
  await expect(play.headline).toHaveText(headline as string);
  await expect(page.getByRole('radio', { name: '5G' })).toBeChecked();
  await expect(page.getByRole('button', { name: 'A cup of coffee, nobody in it' })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
});
