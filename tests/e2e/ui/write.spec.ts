import AxeBuilder from '@axe-core/playwright';
import { longTasksDuring } from '../../support/mainThread';
import { sessionWorkers } from '../../support/run';
import { alone, expect, test } from '../../support/test';
import { unhurried, WritePage } from './writePage';

const verdict = /starts first|Neither is ahead|Both start/;

test('a story is written here and there, judged, and the same seed writes it again', async ({ page }) => {
  const weights: string[] = [];
  page.on('request', (request) => request.url().includes('/models/story') && weights.push(request.url()));
  const writing = await new WritePage(page).open();
  // Nothing was fetched, and no worker begun, before Write.
  expect(weights).toEqual([]);
  expect(sessionWorkers(page)).toEqual([]);

  await writing.write.click();
  await expect(writing.stop).toBeFocused();
  await writing.over();
  await expect(writing.headline).toHaveText(verdict);
  const first = await writing.words();
  expect(first.trim().length).toBeGreaterThan(20);
  expect(weights.some((url) => url.includes('story-student'))).toBe(true);
  expect(weights.some((url) => url.includes('/story/'))).toBe(false);
  // There: the same words, once the cloud has written them.
  await expect.poll(async () => (await writing.there.locator('.plain').textContent())?.trim()).toContain(first.trim());

  const chart = page.getByRole('figure', { name: /overtakes|Neither is ahead|Who is ahead/ });
  await expect(chart.locator('path.near')).toHaveAttribute('d', /^M/);
  await chart.getByText('Token by token').click();
  await expect(chart.getByRole('row', { name: /^1 / })).toBeVisible();
  const numbers = page.getByRole('region', { name: 'What the numbers are' }).first();
  await expect(numbers.getByRole('row', { name: /^Tokens as the reference’s \d/ })).toBeVisible();
  await expect(numbers.getByRole('row', { name: /^The runtime’s memory at its peak \d/ })).toBeVisible();
  // The times are not those of a runtime that had just begun.
  const watched = page.getByText(/^These are of the text written once more, unseen, by a runtime that was warm\./);
  await expect(watched).toBeVisible();

  await page.getByRole('button', { name: 'The same again' }).click();
  await writing.over();
  expect(await writing.words()).toBe(first);
  await expect(writing.headline).toHaveText(verdict);
  await expect(watched).toHaveCount(0);

  await expect(writing.write).toHaveText('Write again');
  await writing.write.click();
  await writing.over();
  expect(await writing.words()).not.toBe(first);
  // One model, loaded once.
  expect(sessionWorkers(page)).toHaveLength(1);

  await expect(writing.headline).toHaveText(verdict);
  await page.getByRole('button', { name: 'Choose another task' }).click();
  await expect(page.getByRole('dialog').getByRole('link', { name: 'Go on with a story' })).toContainText(
    /[\d.]+ tokens\/s here · cloud \d/,
  );
});

test('Stop keeps what was written and the model; a second prompt goes on with what is in the cache', async ({
  page,
}) => {
  const writing = await new WritePage(page).open({ on: unhurried });
  await writing.at(3, 'stop');
  await writing.write.click();
  await expect(writing.here.locator('.token')).not.toHaveCount(0);
  await writing.over();
  await expect(writing.here).toContainText('Stopped. What was written stays');
  // By a runtime that had just begun.
  await expect(writing.headline).toHaveText('Written, but not judged.');
  const first = await writing.words();
  expect(first).not.toBe('');

  await page.getByRole('textbox', { name: 'How the story is to go on' }).fill('Then the moon came out, and');
  await page.keyboard.press('Enter');
  await expect(writing.here).toContainText('Then the moon came out, and');
  await writing.over();
  await expect(writing.here).toContainText(first.trim());
  await expect(page.getByText(/The prompt was \d+ tokens, \d+ of them in the cache from before\./)).toBeVisible();
  expect(sessionWorkers(page)).toHaveLength(1);

  // Leaving frees the model; the story is there when one comes back.
  await page.getByRole('link', { name: 'Learn' }).click();
  await expect.poll(() => sessionWorkers(page)).toEqual([]);
  await page.goBack();
  await expect(writing.here).toContainText('Then the moon came out, and');
  await expect(writing.headline).toHaveText(verdict);
});

test('from the keyboard: the field keeps the focus, Escape stops, and what was stopped goes on by itself', async ({
  page,
}) => {
  const writing = await new WritePage(page).open({ on: unhurried });
  await writing.beginning.press('Enter');
  await writing.tokens(3);
  await expect(writing.beginning).toBeFocused();
  await page.keyboard.press('Escape');
  await writing.over();
  await expect(writing.here).toContainText('Stopped. What was written stays');
  const first = await writing.words();
  const goOn = page.getByRole('button', { name: 'Go on', exact: true });
  await goOn.press('Enter');
  await expect(page.getByText(/The prompt was \d+ tokens, \d+ of them in the cache from before\./)).toBeVisible();
  await expect(writing.here).toContainText(first.trim());
  await expect(goOn).toBeFocused();
  await writing.stop.click();
  await writing.over();
});

test('the check behind a text gives way to the next press, and is made up for', async ({ page }) => {
  const writing = await new WritePage(page).open();
  await writing.whileChecking('The same again');
  await writing.write.click();
  await expect(page.locator('html')).toHaveAttribute('data-pressed', 'The same again');
  await writing.over();
  await expect(writing.headline).toHaveText(verdict);
  const numbers = page.getByRole('region', { name: 'What the numbers are' }).first();
  await expect(numbers.getByRole('row', { name: /^Tokens as the reference’s \d/ })).toBeVisible();
  expect(sessionWorkers(page)).toHaveLength(1);
});

test('writing with each form of the weights ends where it is stopped, during the check too', async ({ page }) => {
  const writing = await new WritePage(page).open();
  let opened = 0;
  page.on('worker', (worker) => (opened += worker.url().includes('session.worker') ? 1 : 0));
  await writing.whileChecking('Stop');
  await page.getByRole('button', { name: 'Write with each' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-pressed', 'Stop');
  await expect(page.getByRole('button', { name: 'Write with each' })).toBeEnabled();
  await writing.over();
  expect(opened).toBe(1);
});

test('an empty beginning is refused beside the field, an endless one is cut and that is said', async ({ page }) => {
  const writing = await new WritePage(page).open();
  await writing.beginning.fill('   ');
  await writing.write.click();
  await expect(writing.alert).toHaveText('Write a word or two for the model to go on from.');
  await expect(writing.beginning).toBeFocused();
  expect(sessionWorkers(page)).toEqual([]);

  await writing.beginning.fill('The fox ran over the hill. '.repeat(1000));
  await writing.write.click();
  await expect(
    page.getByText(/^The text is longer than anything the model reads: its first [\d,]+ characters were left out\.$/),
  ).toBeVisible();
  await expect(page.getByText(/^The text is longer than the model reads: of [\d,]+ tokens the first/)).toBeVisible();
  await writing.tokens(1);
  await writing.over();
});

test('what the model weighed is told of each word, by pointer and from the keyboard', async ({ page }) => {
  const writing = await new WritePage(page).open();
  await writing.write.click();
  await writing.over();
  await writing.here.locator('.token').nth(2).hover();
  await expect(writing.here.locator('.glass')).toContainText('%');
  const slider = page.getByRole('slider', { name: 'Token under the magnifying glass' });
  await slider.focus();
  await slider.press('Home');
  await slider.press('ArrowRight');
  await expect(slider).toHaveAttribute('aria-valuetext', /likely, token 2 of \d+; also weighed: /);
  await expect(writing.here.locator('.glass')).toContainText('%');
});

test('the server’s distance moves the cloud’s start and nothing here', async ({ page }) => {
  const writing = await new WritePage(page).open();
  await writing.write.click();
  await writing.over();
  const first = writing.there.locator('.stat b').first();
  const here = await writing.here.locator('.stat').textContent();
  const before = Number.parseFloat((await first.textContent()) ?? '');
  const server = page.getByRole('slider', { name: /^How far away the server is/ });
  await server.press('End');
  await expect.poll(async () => Number.parseFloat((await first.textContent()) ?? '')).toBeGreaterThan(before + 100);
  expect(await writing.here.locator('.stat').textContent()).toBe(here);
});

test('the page holds still while words come, and says them sentence by sentence', alone, async ({ page }) => {
  const writing = await new WritePage(page).open();
  await writing.write.click();
  await writing.tokens(1);
  const long = await longTasksDuring(page, () => writing.over());
  expect(long).toEqual([]);
  const heard = await page.getByRole('log').locator('p').allTextContents();
  expect(heard.join(' ').replaceAll(/\s+/g, ' ').length).toBeGreaterThan(10);
  expect(heard.length).toBeLessThan((await writing.here.locator('.token').count()) / 2);
});

for (const [scheme, width] of [
  ['light', 1440],
  ['dark', 360],
] as const) {
  test(`a finished story has no fault that axe finds, and fits: ${scheme}, ${width} px`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme });
    const writing = await new WritePage(page).open();
    await writing.write.click();
    await writing.over();
    await page.setViewportSize({ width, height: 900 });
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  });
}

test('a link carries the story: another device shows it as its sender’s, and writes it again from there', async ({
  page,
  browser,
}) => {
  // As where the browser refuses to copy: the link is shown.
  await page.addInitScript(() => {
    Object.defineProperty(navigator, 'clipboard', { value: { writeText: () => Promise.reject(new Error()) } });
  });
  const writing = await new WritePage(page).open();
  await writing.write.click();
  await writing.over();
  const words = await writing.words();
  await page.getByRole('button', { name: 'Copy a link to it' }).click();
  const link = await page.getByRole('textbox', { name: 'Link to copy' }).inputValue();
  expect(link).toContain('/#/story/');

  const other = await (await browser.newContext({ serviceWorkers: 'block' })).newPage();
  await other.goto(link);
  await expect(other.getByRole('heading', { level: 1 })).toHaveText('A story from another device');
  const article = other.getByRole('article');
  await expect(article).toHaveText(`Once upon a time there was a fox who${words}`);
  await expect(other.getByText(/tokens a second, as the link says/)).toBeVisible();

  const there = new WritePage(other);
  await other.getByRole('button', { name: 'Write it on this device' }).click();
  await there.over();
  await expect(there.beginning).toHaveValue('Once upon a time there was a fox who');
  expect((await there.words()).startsWith(words.trimEnd())).toBe(true);

  await other.goto(`${link.slice(0, -3)}AAA`);
  await expect(other.getByRole('alert')).toContainText('This link was cut short or altered on its way');
  await other.context().close();
});
