import { readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { MOST_FILE_BYTES } from '../../src/models/parts';
import { expect, test } from '../support/test';

test('no file of the build is larger than static hosts take', () => {
  const folder = resolve(process.env.NEARSIDE_DIST ?? 'dist');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const sizes = files.map((name) => ({ name, bytes: statSync(join(folder, name)).size }));
  expect(sizes.some(({ bytes }) => bytes > 10_000_000)).toBe(true);
  expect(sizes.filter(({ bytes }) => bytes > MOST_FILE_BYTES)).toEqual([]);
});

test('what is not there is a 404, the file of headers too, and not the page', async ({ request }) => {
  for (const path of [
    '/missing.js',
    '/assets/missing.wasm',
    '/models/blazeface/missing.bin',
    '/missing',
    '/_headers',
  ]) {
    expect((await request.get(path)).status(), path).toBe(404);
  }
  expect((await request.get('/')).status()).toBe(200);
});

test('the page may connect to its own host alone, and only the door’s document to others', async ({ request }) => {
  const policyOf = async (path: string) => (await request.get(path)).headers()['content-security-policy'];
  expect(await policyOf('/')).toContain("connect-src 'self';");
  const door = await policyOf('/door/');
  expect(door).toContain('connect-src https: http://localhost:* http://127.0.0.1:*;');
  expect(door).toContain('sandbox allow-scripts;');
  expect(door).not.toContain("'self' 'wasm-unsafe-eval'");
  // Hosts that send no headers leave the document with its own words.
  const [, inMeta = ''] = /content="([^"]+)"/.exec(await (await request.get('/door/')).text()) ?? [];
  for (const directive of inMeta.split('; ')) expect(door).toContain(directive);
});

test('the licence texts of the software in the bundle are served', async ({ request }) => {
  const notice = await (await request.get('/NOTICE.txt')).text();
  for (const name of [
    'onnxruntime-web',
    '@tensorflow/tfjs-core',
    '@tensorflow/tfjs-backend-wasm',
    'comlink',
    'svelte',
    'idb',
    'valibot',
  ]) {
    expect(notice).toContain(`\n${name} `);
  }
  expect(notice).toContain('Copyright (c) Microsoft Corporation');
  expect(notice).toContain('TERMS AND CONDITIONS FOR USE, REPRODUCTION, AND DISTRIBUTION');
});

test('the device’s features are denied save those in use, by names that the browser knows', async ({ page }) => {
  const warnings: string[] = [];
  page.on('console', (message) => {
    if (/permissions-policy/i.test(message.text())) warnings.push(message.text());
  });
  await page.goto('/');
  const allowed = await page.evaluate(() =>
    (document as unknown as { featurePolicy: { allowedFeatures(): string[] } }).featurePolicy.allowedFeatures(),
  );
  expect(warnings).toEqual([]);
  for (const feature of ['camera', 'geolocation']) expect(allowed).toContain(feature);
  for (const feature of ['microphone', 'usb', 'serial', 'midi', 'payment', 'display-capture']) {
    expect(allowed).not.toContain(feature);
  }
});

test('text becomes no script: not as a worker’s address of another origin or a blob, nor as markup', async ({
  page,
  misconduct,
}) => {
  await page.goto('/');
  await expect(page.getByRole('button', { name: 'Run here' })).toBeEnabled();
  const outcomes = await page.evaluate(() => {
    const attempt = (what: () => unknown) => {
      try {
        what();
        return 'done';
      } catch (error) {
        return (error as Error).name;
      }
    };
    return {
      foreign: attempt(() => new Worker('https://example.com/worker.js')),
      blob: attempt(() => new Worker(URL.createObjectURL(new Blob(['0'])))),
      markup: attempt(() => (document.createElement('div').innerHTML = '<p></p>')),
      policy: attempt(() =>
        (
          window as unknown as { trustedTypes: { createPolicy: (name: string, rules: object) => void } }
        ).trustedTypes.createPolicy('another', {}),
      ),
    };
  });
  expect(outcomes).toEqual({ foreign: 'TypeError', blob: 'TypeError', markup: 'TypeError', policy: 'TypeError' });
  misconduct.policyViolations.length = 0;
});

test('opened from a file the page says what to do; served, nobody sees that', async ({ page, misconduct }) => {
  await page.goto('/');
  await expect(page.getByRole('button', { name: 'Run here' })).toBeEnabled();
  await expect(page.getByText('Nearside has not started.')).toHaveCount(0);

  // What the file fetches is its own folder’s, and not of this origin.
  const file = pathToFileURL(resolve(process.env.NEARSIDE_DIST ?? 'dist', 'index.html')).href;
  await page.goto(file);
  await expect(page.getByText('Nearside has not started.')).toBeVisible();
  await expect(page.getByText('Serve the folder instead')).toBeVisible();
  misconduct.policyViolations.length = 0;
  misconduct.foreignRequests.length = 0;
});
