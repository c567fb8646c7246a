import { simulatedOf } from '../../src/record/reading';
import type { RunRecord } from '../../src/record/record';
import { longTasksDuring } from '../support/mainThread';
import { runToEnd } from '../support/run';
import { alone, expect, test } from '../support/test';

test.beforeEach(async ({ page }) => {
  await page.goto('/');
});

test('no request leaves the origin, not even when a script tries', async ({ page, misconduct }) => {
  const refused = await page.evaluate(() =>
    fetch('https://elsewhere.example/').then(
      () => false,
      () => true,
    ),
  );
  expect(refused).toBe(true);
  await expect.poll(() => misconduct.policyViolations.splice(0)).not.toEqual([]);
  misconduct.foreignRequests.splice(0);
});

test('the page stays alive while a model runs', alone, async ({ page }) => {
  let record: RunRecord | undefined;
  const params = { models: ['movenet-lightning'], targets: ['tfjs-wasm', 'ort-wasm'], scenario: 'preview' as const };
  const seen = await longTasksDuring(page, async () => {
    record = await runToEnd(page, params);
  });
  expect(seen).toEqual([]);
  expect(record?.responsiveness).toBeDefined();
});

test('the far side is the same for the same seed and another for another', async ({ page }) => {
  const params = { models: ['blazeface'], targets: ['tfjs-wasm@1'], scenario: 'preview' as const };
  const far = async (seed: number) => simulatedOf(await runToEnd(page, { ...params, seed }));
  const first = await far(11);
  expect(first).toHaveLength(1);
  expect(await far(11)).toEqual(first);
  expect((await far(12))[0]?.totalMs).not.toEqual(first[0]?.totalMs);
});

test('nothing of a runtime or a model is fetched before a run', async ({ page, baseURL }) => {
  const fetched: string[] = [];
  page.on('request', (request) => fetched.push(request.url().replace(baseURL as string, '')));
  await page.reload({ waitUntil: 'networkidle' });
  expect(fetched.some((path) => path.startsWith('assets/index-'))).toBe(true);
  expect(fetched.filter((path) => /\.wasm$|^models\/|tfjs|ort[.-]/.test(path))).toEqual([]);
});
