import { longTasksDuring } from '../../support/mainThread';
import { alone, expect, test } from '../../support/test';
import { TryPage } from './tryPage';

test('a task that holds the page is seen', alone, async ({ page }) => {
  await page.goto('/', { waitUntil: 'networkidle' });
  const hold = () =>
    page.evaluate(() => {
      const until = performance.now() + 500;
      while (performance.now() < until);
    });
  expect(await longTasksDuring(page, hold)).not.toEqual([]);
});

test(
  'from the press of the button to the last lane no task holds the page for more than 50 ms',
  alone,
  async ({ page }) => {
    const play = await new TryPage(page).open({ targets: 'tfjs-wasm@1,ort-wasm@1' });
    expect(await longTasksDuring(page, () => play.runEvery())).toEqual([]);
  },
);

test('reading text, whose answer and runtime are the largest, does not hold it either', alone, async ({ page }) => {
  const play = await new TryPage(page).open({ targets: 'ort-wasm@1' });
  await play.pick('Read text');
  await expect(play.run).toBeEnabled();
  expect(await longTasksDuring(page, () => play.runToEnd())).toEqual([]);
});

test('nor do another network and the race', alone, async ({ page }) => {
  const play = await new TryPage(page).open();
  await play.runToEnd();
  const changes = async () => {
    for (const name of ['5G', '4G', '3G', 'Wi-Fi']) await page.getByText(name, { exact: true }).click();
    await play.server.focus();
    await page.keyboard.press('End');
    await expect(play.headline).toContainText('This device wins');
    await page.getByRole('button', { name: 'Play the race' }).click();
    await expect(page.getByRole('button', { name: 'Stop the race' })).toBeVisible();
    await page.getByRole('button', { name: 'Stop the race' }).click();
  };
  expect(await longTasksDuring(page, changes)).toEqual([]);
});
