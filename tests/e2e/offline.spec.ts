import type { Page } from '@playwright/test';
import { expectAccessible } from '../support/accessible';
import { begin, cellOf, expectCompleted, runToEnd } from '../support/run';
import { expect, test } from '../support/test';
import type { Answer } from '../support/tamper';
import { WritePage } from './ui/writePage';

test.use({ serviceWorkers: 'allow' });

const target = 'tfjs-wasm@2';
const params = { models: ['digits'], targets: [target], scenario: 'preview' as const };

/** As of a host that serves files and nothing else. */
function bare(answer: Answer): void {
  const isOurs = ([name]: [string, string]) =>
    !/^(cross-origin|content-security|permissions|referrer|x-content)/.test(name);
  answer.headers = Object.fromEntries(Object.entries(answer.headers).filter(isOurs));
}

function rewrite(answer: Answer, from: string, to: string): void {
  answer.body = Buffer.from(answer.body.toString().replaceAll(from, to));
  answer.headers['content-length'] = String(answer.body.length);
}

/** Waits until the page's requests go through its service worker. */
const installed = (page: Page) => page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated');

/** How often a document was loaded. */
function loads(page: Page): () => number {
  let count = 0;
  page.on('domcontentloaded', () => count++);
  return () => count;
}

test('a host that sends no headers: the page is loaded once more and is isolated, its workers too', async ({
  page,
  spoilt,
}) => {
  const { url } = await spoilt(bare);
  const loaded = loads(page);
  await page.goto(url);
  // Nothing is evaluated in the page before: that would count as a visitor who has begun.
  await expect.poll(loaded).toBe(2);
  await page.waitForFunction(() => crossOriginIsolated);
  const cell = expectCompleted(cellOf(await runToEnd(page, params), target));
  expect(cell.actual?.threads).toBe(2);
  expect(cell.steady.flags).not.toContain('not-isolated');
});

test('where the headers do not help, the page is loaded once more and no more', async ({ page, spoilt }) => {
  const { url } = await spoilt((answer, path) => {
    bare(answer);
    if (path.endsWith('/sw.js')) rewrite(answer, 'Cross-Origin', 'X-No');
  });
  const loaded = loads(page);
  await page.goto(url);
  await expect.poll(loaded).toBe(2);
  await installed(page);
  const cell = expectCompleted(cellOf(await runToEnd(page, params), target));
  expect(cell.actual?.threads).toBe(1);
  expect(loaded()).toBe(2);
});

test('a service worker that can’t be installed changes nothing, and is said where offline is asked for', async ({
  page,
  spoilt,
}) => {
  const { url, requests } = await spoilt((answer, path) => {
    bare(answer);
    if (path.endsWith('/manifest.webmanifest')) answer.status = 404;
  });
  const loaded = loads(page);
  await page.goto(url);
  await expect.poll(() => requests.some(({ path }) => path.endsWith('/sw.js'))).toBe(true);
  expectCompleted(cellOf(await runToEnd(page, params), target));
  await expect(page.getByRole('alert')).toHaveCount(0);
  await page.goto(`${url}#/library/offline`);
  await page.getByRole('button', { name: 'Prepare this task' }).click();
  await expect(page.getByRole('alert')).toContainText('could not be installed. Everything else works as before');
  expect(loaded()).toBe(1);
});

test('prepared tasks answer in a fresh tab without a network, until they are removed', async ({ page, spoilt }) => {
  let isDown = false;
  const { url, requests } = await spoilt((answer) => {
    if (isDown) answer.status = 503;
  });
  await page.goto(`${url}#/library/offline`);
  const verbs = ['Read a digit', 'Judge a sentence’s tone'];
  await page.getByRole('checkbox', { name: 'Find a pose' }).uncheck();
  for (const verb of verbs) await page.getByRole('checkbox', { name: verb }).check();
  await page.getByRole('button', { name: 'Prepare 2 tasks' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Both tasks answered' })).toBeVisible();
  for (const verb of verbs)
    await expect(page.getByRole('listitem').filter({ hasText: verb })).toContainText(
      'Answered with the network off, in',
    );
  await expectAccessible(page);

  const asked = requests.length;
  // A service worker's own requests are not cut off by the browser's emulation.
  isDown = true;
  await page.context().setOffline(true);
  const fresh = await page.context().newPage();
  await fresh.goto(`${url}#/try/digit`);
  const record = await runToEnd(fresh, {
    ...params,
    models: ['digits', 'sentence-polarity'],
    targets: ['tfjs-wasm@1'],
  });
  for (const cell of record.cells) expectCompleted(cell);
  expect(record.cells).toHaveLength(2);
  // The browser looks for a new version, by itself.
  expect(requests.slice(asked).filter(({ path }) => path !== '/sw.js')).toEqual([]);
  await fresh.close();

  await page.getByRole('button', { name: 'Remove what is kept for “Read a digit”' }).click();
  await expect(page.getByRole('button', { name: /^Remove/ })).toHaveCount(1);
  await expect(runToEnd(page, params)).rejects.toThrow('The sample picture could not be loaded.');
});

test('offline, writing names what is whole on the device, and writes with it', async ({ page, spoilt }) => {
  let isDown = false;
  const { url } = await spoilt((answer) => {
    if (isDown) answer.status = 503;
  });
  await page.goto(`${url}#/library/offline`);
  await page.getByRole('checkbox', { name: 'Find a pose' }).uncheck();
  await page.getByRole('checkbox', { name: 'Go on with a story' }).check();
  await page.getByRole('button', { name: 'Prepare this task' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'answered' })).toBeVisible();

  isDown = true;
  await page.context().setOffline(true);
  const fresh = await page.context().newPage();
  await fresh.goto(`${url}#/try/write`);
  const notice = fresh.getByRole('status').filter({ hasText: 'What is chosen is not whole on this device.' });
  const writing = new WritePage(fresh);
  await expect(writing.write).toBeEnabled();
  await fresh.getByRole('radio', { name: 'student' }).check({ force: true });
  await writing.write.click();
  await expect(writing.alert).toBeInViewport();
  // Nothing is promised of another target, which would have to be fetched too.
  await expect(writing.alert.getByRole('button')).toHaveCount(0);
  await notice.getByRole('button', { name: /^int4 on / }).click();
  await expect(notice).toHaveCount(0);
  await writing.write.click();
  await writing.over();
});

test('a browser with no room says so', async ({ page, spoilt }) => {
  const { url } = await spoilt(() => {});
  await page.goto(`${url}#/library/offline`);
  await installed(page);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Storage.overrideQuotaForOrigin', { origin: new URL(url).origin, quotaSize: 3_000_000 });
  const prepare = page.getByRole('button', { name: 'Prepare this task' });
  await prepare.click();
  await expect(page.getByRole('alert')).toContainText('The browser has no more room for this page.');
  // What it says of its room is not what the tool above sets.
  await page.evaluate(() => (navigator.storage.estimate = async () => ({ usage: 4_000_000, quota: 5_000_000 })));
  await prepare.click();
  await expect(page.getByRole('alert')).toContainText(
    /^This needs [\d.]+ MB, and the browser gives this page 1.0 MB more/,
  );
});

test('a new version waits for the run to end, says so, and is there after a reload', async ({ page, spoilt }) => {
  const next = '0123456789ab';
  let isNew = false;
  let now = '';
  const { url } = await spoilt((answer, path) => {
    if (path.endsWith('/build.json')) now ||= (JSON.parse(answer.body.toString()) as { version: string }).version;
    if (isNew && /\/(sw\.js|build\.json|)$/.test(path)) rewrite(answer, now, next);
  });
  await page.goto(url);
  await installed(page);
  isNew = true;
  const versionOf = (of: Page) => of.locator('meta[name="nearside-build"]').getAttribute('content');
  const update = page.getByRole('complementary', { name: 'New version' });

  const run = await begin(page, { ...params, models: ['movenet-lightning'], scenario: 'quick' });
  await run.reaches({ target, phase: 'steady', n: 4 });
  await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
  expectCompleted(cellOf(await run.record(), target));
  await expect(update).toContainText('A new version is ready.');
  // The page goes on with its own version, parts that it had not fetched yet too.
  expect(await versionOf(page)).toBe(now);
  expect(await page.evaluate(() => caches.keys())).toContain(`nearside-shell-${now}`);
  await page.context().setOffline(true);
  await page.goto(`${url}#/compare`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();

  await update.getByRole('button', { name: 'Reload' }).click();
  await expect.poll(() => versionOf(page)).toBe(next);
  await expect(update).toHaveCount(0);
  // Nobody uses the former version any more.
  await page.reload();
  await expect.poll(() => page.evaluate(() => caches.keys())).not.toContain(`nearside-shell-${now}`);
});
