import type { Page } from '@playwright/test';
import { sampleRecord } from '../../../src/record/record.fixture';
import { expect, test } from '../../support/test';
import { TryPage } from './tryPage';

test.use({ viewport: { width: 360, height: 740 } });

const long = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'.repeat(3);

/** Nothing reaches past the window, details opened for as long as is looked: some lie over what is pressed next. */
async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const closed = page.locator('details:not([open])');
  await closed.evaluateAll((all) => all.forEach((details) => details.toggleAttribute('data-opened', true)));
  const opened = page.locator('details[data-opened]');
  await opened.evaluateAll((all) => all.forEach((details) => details.toggleAttribute('open', true)));
  const tooWide = await page.evaluate(() => {
    if (document.documentElement.scrollWidth <= innerWidth) return [];
    return [...document.querySelectorAll('body *')]
      .filter((element) => element.getBoundingClientRect().right > innerWidth + 1 && !element.closest('.scroll *'))
      .map((element) => `${element.tagName}.${element.className}`);
  });
  expect(tooWide).toEqual([]);
  await opened.evaluateAll((all) =>
    all.forEach((details) => {
      details.removeAttribute('open');
      details.removeAttribute('data-opened');
    }),
  );
}

test('play, from idle to finished, every task', async ({ page }) => {
  const play = await new TryPage(page).open({ targets: 'tfjs-wasm@1,ort-wasm@1', input: 'no-such-input'.repeat(9) });
  for (const task of ['Map a face', 'Read text', 'Find a pose']) {
    await play.pick(task);
    await expect(play.picture).toBeVisible();
    await expectNoSidewaysScroll(page);
    await play.runToEnd();
    await expectNoSidewaysScroll(page);
  }
  await page.getByText('Mine', { exact: true }).click();
  await expectNoSidewaysScroll(page);
});

test('sentences without a space', async ({ page }) => {
  const play = await new TryPage(page).open();
  await play.pick('Find similar sentences');
  await page.getByLabel('Find what is like').fill(long);
  await page.getByLabel('among these, one a line').fill(`${long}\n${'👩‍🚀'.repeat(80)}\nshort`);
  await play.runToEnd();
  await expectNoSidewaysScroll(page);
});

test('compare, with results', async ({ page }) => {
  await page.goto('/?models=blazeface,movenet-lightning&targets=tfjs-wasm@1,ort-wasm@1&scenario=preview&autorun=1');
  await expect(page.getByRole('link', { name: /^Open this run/ })).toBeVisible();
  await expectNoSidewaysScroll(page);
});

test('runs with long names everywhere', async ({ page }) => {
  const record = sampleRecord();
  const [first] = record.cells;
  const word = 'm'.repeat(110);
  const wide = {
    ...record,
    app: long.slice(0, 80),
    params: { ...record.params, models: [word, ...record.params.models], targets: [word] },
    environment: { ...record.environment, userAgent: long.repeat(2).slice(0, 400), platform: long.slice(0, 80) },
    cells: [...record.cells, { ...first, model: word, target: { id: word, runtime: word, backend: word } }],
    far: record.far?.map((far) => ({ ...far, profile: word, server: word })),
  };
  await page.goto('/#/runs');
  await expectNoSidewaysScroll(page);
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: `${long}.json`, mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(wide)) });
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Run of/);
  await expectNoSidewaysScroll(page);
  await page.getByRole('link', { name: 'All runs' }).click();
  await expect(page.getByRole('button', { name: /^Delete the run of/ })).toBeVisible();
  await expectNoSidewaysScroll(page);
});

test('the page’s foot can be reached where a bar stands at the window’s, and what has the focus is not behind it', async ({
  page,
}) => {
  for (const address of ['/#/try', '/#/try/write', '/#/compare', '/#/live']) {
    await page.goto(address);
    const last = page.getByRole('contentinfo').getByRole('link').last();
    await expect(last).toBeVisible();
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
    const isCovered = () =>
      last.evaluate((link) => {
        const { x, y, width, height } = link.getBoundingClientRect();
        return !link.contains(document.elementFromPoint(x + width / 2, y + height / 2));
      });
    await expect.poll(isCovered, address).toBe(false);
  }
  await page.goto('/#/try/write');
  await page.evaluate(() => scrollTo(0, 0));
  await page.getByRole('textbox', { name: 'The beginning of a story' }).focus();
  for (let tab = 0; tab < 25; tab++) {
    await page.keyboard.press('Tab');
    const behind = await page.evaluate(() => {
      const { activeElement } = document;
      const bar = document.querySelector('.dock');
      if (!activeElement || !bar || bar.contains(activeElement)) return undefined;
      const { top, bottom } = activeElement.getBoundingClientRect();
      return bottom > top && top >= bar.getBoundingClientRect().top ? activeElement.outerHTML.slice(0, 90) : undefined;
    });
    expect(behind).toBeUndefined();
  }
});
