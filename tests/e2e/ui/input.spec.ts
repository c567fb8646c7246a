import type { Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { expect, test } from '../../support/test';
import { TryPage } from './tryPage';

const coffee = 'static/samples/coffee.jpg';
const sample = 'static/samples/astronaut.jpg';
const notAPicture = 'This file is not a picture. Choose a PNG, JPEG, WebP, AVIF or GIF.';

/** The picture in the stage is the visitor's own, and a run answers it. */
async function expectOwnPicture(play: TryPage): Promise<void> {
  await expect(play.picture).toHaveAttribute('src', /^blob:/);
  for (const thumb of await play.stage.getByRole('group', { name: 'Samples' }).getByRole('button').all()) {
    await expect(thumb).toHaveAttribute('aria-pressed', 'false');
  }
  await play.runToEnd();
  await expect(play.stage.getByRole('img', { name: /joints found|nobody|no pose/i })).toHaveAttribute('src', /^blob:/);
}

/** What a file manager hands over. */
const transferOf = async (page: Page, path: string, name: string, type: string) =>
  page.evaluateHandle(
    ([base64, fileName, mimeType]) => {
      const transfer = new DataTransfer();
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      transfer.items.add(new File([bytes], fileName, { type: mimeType }));
      return transfer;
    },
    [(await readFile(path)).toString('base64'), name, type] as const,
  );

test('a picture that is uploaded', async ({ page }) => {
  const play = await new TryPage(page).open();
  await page.locator('input[type=file]').setInputFiles(sample);
  await expectOwnPicture(play);
});

test('a picture that is pasted', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const play = await new TryPage(page).open();
  await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(64, 64);
    canvas.getContext('2d')?.fillRect(8, 8, 16, 16);
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': canvas.convertToBlob() })]);
  });
  await play.headline.click();
  await page.keyboard.press('ControlOrMeta+V');
  await expectOwnPicture(play);
});

test('a picture that is dropped, anywhere on the page', async ({ page }) => {
  const play = await new TryPage(page).open();
  const dataTransfer = await transferOf(page, coffee, 'coffee.jpg', 'image/jpeg');
  await play.stage.dispatchEvent('dragenter', { dataTransfer });
  await expect(play.stage.getByText('Drop the picture')).toBeVisible();
  await play.headline.dispatchEvent('drop', { dataTransfer });
  await expect(play.stage.getByText('Drop the picture')).toHaveCount(0);
  await expectOwnPicture(play);
});

for (const [what, file, sentence] of [
  ['a text', { name: 'a.png', mimeType: 'image/png', buffer: Buffer.from('only words') }, notAPicture],
  [
    'an empty file',
    { name: 'b.png', mimeType: 'image/png', buffer: Buffer.alloc(0) },
    'This file is empty. Choose a picture (PNG, JPEG, WebP, AVIF or GIF).',
  ],
] as const) {
  test(`${what} in a picture’s place: one sentence, and the picture from before is still there`, async ({ page }) => {
    const play = await new TryPage(page).open();
    await play.runToEnd();
    await page.locator('input[type=file]').setInputFiles({ ...file });
    await expect(play.alert).toHaveText(sentence);
    await expect(play.picture).toHaveAttribute('src', /astronaut\.jpg$/);
    await expect(page.getByRole('img', { name: /^A pose/ })).toBeVisible();
    await expect(play.run).toBeEnabled();
    await page.locator('input[type=file]').setInputFiles(coffee);
    await expect(play.alert).toHaveCount(0);
    await expect(play.picture).toHaveAttribute('src', /^blob:/);
  });
}

test('a text in a picture’s place before the sample is there: one sentence, and the sample comes after all', async ({
  page,
}) => {
  let send = () => {};
  const held = new Promise<void>((resolve) => (send = resolve));
  await page.route(/astronaut\.jpg/, (route) => held.then(() => route.continue()));
  await page.goto('/?targets=tfjs-wasm@1&scenario=preview');
  const play = new TryPage(page);
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer: Buffer.from('only words') });
  await expect(play.alert).toHaveText(notAPicture);
  send();
  await expect(play.picture).toHaveAttribute('src', /astronaut\.jpg$/);
  await expect(play.alert).toHaveText(notAPicture);
  await expect(play.run).toBeEnabled();
});

test('a picture that is pasted while a run is on waits, and is taken when one says so', async ({ page }) => {
  const play = await new TryPage(page).open({ scenario: 'thorough' });
  await play.runToEnd();
  await play.run.click();
  const dataTransfer = await transferOf(page, coffee, 'coffee.jpg', 'image/jpeg');
  await play.headline.dispatchEvent('drop', { dataTransfer });
  await expect(play.stage.getByText('this run goes on with the one that it began with')).toBeVisible();
  await expect(play.stage.getByRole('img', { name: /^A pose/ })).toHaveAttribute('src', /astronaut/);
  await play.stop.click();
  await play.ended();
  await play.stage.getByRole('button', { name: 'Use it now' }).click();
  await expect(play.picture).toHaveAttribute('src', /^blob:/);
  await expect(play.headline).toHaveText(/faster than a cloud\?$/);
});

test.describe('sentences', () => {
  const question = (page: Page) => page.getByLabel('Find what is like');
  const candidates = (page: Page) => page.getByLabel('among these, one a line');
  async function openTexts(page: Page): Promise<TryPage> {
    const play = await new TryPage(page).open();
    await play.pick('Find similar sentences');
    await expect(question(page)).not.toHaveValue('');
    return play;
  }

  test('none: a sentence says what to type, and nothing runs', async ({ page }) => {
    const play = await openTexts(page);
    await question(page).fill('  \n ');
    await play.run.click();
    await expect(play.alert).toHaveText('Type a sentence to search for.');
    await question(page).fill('A question');
    await candidates(page).fill('\n\n');
    await play.run.click();
    await expect(play.alert).toHaveText('Type at least one sentence to compare with, one a line.');
    await expect(play.run).toHaveText('Run here');
    await candidates(page).fill('An answer');
    await play.runToEnd();
    await expect(play.alert).toHaveCount(0);
  });

  test('changed after a run, they are shown without the answer and the verdict on the old ones', async ({ page }) => {
    const play = await openTexts(page);
    await candidates(page).fill('One\nTwo');
    await play.runToEnd();
    const ranked = play.stage.getByRole('list').getByRole('listitem');
    await expect(ranked).toHaveCount(2);
    await expect(play.headline).toContainText(TryPage.verdict);
    await candidates(page).fill('One\nTwo\nThree');
    await expect(ranked).toHaveCount(0);
    await expect(play.headline).toHaveText(/^Can this device find similar sentences/);
    await expect(candidates(page)).toHaveValue('One\nTwo\nThree');
  });

  test('emoji and right-to-left text are ranked and shown in their own direction', async ({ page }) => {
    const play = await openTexts(page);
    await question(page).fill('איפה הספרייה?');
    await candidates(page).fill('🐈‍⬛🎉👩🏽‍🚀\nأين المكتبة؟\n<b>bold</b>');
    await play.runToEnd();
    const ranked = play.stage.getByRole('list').getByRole('listitem');
    await expect(ranked).toHaveCount(3);
    await expect(ranked.filter({ hasText: '<b>bold</b>' })).toHaveCount(1);
    await expect(ranked.filter({ hasText: '🐈‍⬛🎉👩🏽‍🚀' })).toHaveCount(1);
    const heading = play.stage.getByRole('heading', { name: 'איפה הספרייה?' });
    expect(await heading.evaluate((element) => getComputedStyle(element).direction)).toBe('rtl');
  });

  test('100,000 characters are read, with a note of what was cut', async ({ page }) => {
    const play = await openTexts(page);
    await candidates(page).fill(`${'All work and no play makes a dull boy. '.repeat(2565).slice(0, 99_980)}\nshort`);
    await play.runToEnd();
    await expect(play.stage.getByRole('list').getByRole('listitem')).toHaveCount(2);
    await expect(play.stage.getByText(/^Only the first \d+ tokens of 1 text were read/)).toBeVisible();
  });

  test('too many characters are refused with both figures', async ({ page }) => {
    const play = await openTexts(page);
    await candidates(page).fill('a'.repeat(200_001));
    await play.run.click();
    await expect(play.alert).toHaveText(/^That is 200,0\d\d characters; 200,000 are the most that fit here\.$/);
  });
});
