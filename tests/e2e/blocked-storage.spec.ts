import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { cellOf, expectCompleted, runToEnd } from '../support/run';
import { expect, test as base } from '../support/test';

/** A visitor whose browser lets no site keep anything ("Block all cookies"): every kind of storage, and Web Locks, are refused. */
const test = base.extend({
  page: async ({ launchOptions, baseURL }, use) => {
    const profile = await mkdtemp(join(tmpdir(), 'nearside-blocked-'));
    await mkdir(join(profile, 'Default'));
    const preferences = { profile: { default_content_setting_values: { cookies: 2 } } };
    await writeFile(join(profile, 'Default', 'Preferences'), JSON.stringify(preferences));
    const context = await chromium.launchPersistentContext(profile, { ...launchOptions, baseURL });
    await use(context.pages()[0] as Page);
    await context.close();
    await rm(profile, { recursive: true, force: true });
  },
});

const refusals = (page: Page) =>
  page.evaluate(async () => {
    const refused = (call: () => unknown) =>
      Promise.resolve()
        .then(call)
        .then(
          () => '',
          ({ name }: Error) => name,
        );
    return [
      await refused(() => localStorage.length),
      await refused(() => caches.open('x')),
      await refused(() => navigator.locks.request('x', () => {})),
      await refused(
        () =>
          new Promise((resolve, reject) => {
            const request = indexedDB.open('x');
            request.onsuccess = resolve;
            request.onerror = () => reject(request.error as DOMException);
          }),
      ),
    ];
  });

test('with site data blocked a run goes through, and the page says once that nothing can be kept', async ({ page }) => {
  await page.goto('/');
  expect(await refusals(page)).toEqual([
    'SecurityError',
    'SecurityError',
    'SecurityError',
    expect.stringMatching(/Error$/),
  ]);
  for (const target of ['tfjs-wasm@1', 'ort-wasm@1']) {
    const record = await runToEnd(page, { models: ['digits'], targets: [target], scenario: 'preview' });
    expectCompleted(cellOf(record, target));
  }

  await page.goto('/?models=digits&targets=tfjs-wasm@1&scenario=preview&autorun=1');
  await expect(page.getByText(/store nothing.* The weights are not kept either/)).toBeVisible();
  await expect(page.getByText(/kept only until the page is closed|downloads them again/)).toHaveCount(1);
});
