import type { Page } from '@playwright/test';
import { begin, cellOf, expectCompleted, runToEnd } from '../support/run';
import { expect, test } from '../support/test';
import type { Answer } from '../support/tamper';

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

test('a service worker that can’t be installed changes nothing', async ({ page, spoilt }) => {
  const { url, requests } = await spoilt((answer, path) => {
    bare(answer);
    // The list of what to keep is missing.
    if (path.endsWith('/build.json')) answer.status = 404;
  });
  const loaded = loads(page);
  await page.goto(url);
  await expect.poll(() => requests.some(({ path }) => path.endsWith('/build.json'))).toBe(true);
  expectCompleted(cellOf(await runToEnd(page, params), target));
  await expect(page.getByRole('alert')).toHaveCount(0);
  expect(loaded()).toBe(1);
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
