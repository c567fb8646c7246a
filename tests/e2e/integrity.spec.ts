import { cellOf, expectCompleted, expectReason, runToEnd } from '../support/run';
import { expect, test } from '../support/test';

test('a runtime’s wasm is fetched once, and not used when a byte of it differs', async ({ page, spoilt }) => {
  let spoil = true;
  const { url, requests } = await spoilt((answer, path) => {
    // A byte of code, behind the header: it would compile.
    if (spoil && path.endsWith('.wasm')) answer.body[answer.body.length - 100]! ^= 1;
  });
  await page.goto(url);
  const params = {
    models: ['digits'],
    targets: ['ort-wasm@1', 'ort-wasm@2', 'tfjs-wasm@1', 'tfjs-wasm@2'],
    scenario: 'preview',
  } as const;
  const run = () => runToEnd(page, { ...params, models: [...params.models], targets: [...params.targets] });
  const refused = await run();
  for (const target of params.targets) {
    expect(expectReason(cellOf(refused, target), 'failed', 'integrity')).toBe(
      'A part of the runtime is not what this page was built with, and was not used. Reload the page and run again.',
    );
  }

  spoil = false;
  const before = requests.length;
  const record = await run();
  for (const target of params.targets) expectCompleted(cellOf(record, target));
  // Once for each opening at most: the browser's own cache may have it.
  const builds = requests.slice(before).filter(({ path }) => path.endsWith('.wasm'));
  expect(builds.length).toBeLessThanOrEqual(params.targets.length);
});
