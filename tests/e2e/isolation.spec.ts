import { cellOf, expectCompleted, runToEnd } from '../support/run';
import { expect, test } from '../support/test';

test('a page that is not isolated runs on one thread and says so beside every number', async ({ page, spoilt }) => {
  const { url } = await spoilt((answer) => {
    delete answer.headers['cross-origin-opener-policy'];
    delete answer.headers['cross-origin-embedder-policy'];
  });
  await page.goto(url);
  const targets = ['tfjs-wasm', 'tfjs-wasm@2'];
  const record = await runToEnd(page, { models: ['blazeface'], targets, scenario: 'preview' });
  expect(record.environment.crossOriginIsolated).toBe(false);
  for (const target of targets) {
    const cell = expectCompleted(cellOf(record, target));
    expect(cell.actual).toMatchObject({ threads: 1, wasmBuild: 'tfjs-backend-wasm-simd.wasm' });
    expect(cell.steady.flags).toContain('not-isolated');
  }
});

test('ONNX Runtime runs on one thread where the page is not isolated', async ({ page, spoilt }) => {
  const { url } = await spoilt((answer) => {
    delete answer.headers['cross-origin-embedder-policy'];
  });
  await page.goto(url);
  const record = await runToEnd(page, { models: ['ppocr-v4-det'], targets: ['ort-wasm'], scenario: 'preview' });
  const cell = expectCompleted(cellOf(record, 'ort-wasm'));
  expect(cell.actual?.threads).toBe(1);
  expect(cell.steady.flags).toContain('not-isolated');
});
