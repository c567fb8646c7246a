import { begin, cellOf, expectCompleted, expectReason, runToEnd, sessionWorker } from '../support/run';
import { expect, test } from '../support/test';

const gone = 'The browser ended the worker that ran this model, often for memory. Run it again.';

test('a worker that dies while it measures fails its own cell; the others go on', async ({ page }) => {
  await page.goto('/');
  const run = await begin(page, {
    models: ['blazeface'],
    targets: ['tfjs-wasm@1', 'tfjs-wasm@2'],
    scenario: 'quick',
  });
  await run.reaches({ target: 'tfjs-wasm@1', phase: 'steady', n: 1 });
  await (await sessionWorker(page, 'tfjs-wasm@1')).evaluate(() => self.close());
  const record = await run.record();
  const dead = cellOf(record, 'tfjs-wasm@1');
  expect(expectReason(dead, 'failed', 'worker-died')).toBe(gone);
  expect('steady' in dead && dead.steady?.n).toBeGreaterThanOrEqual(1);
  expect(dead.agreement?.blazeface?.pass).toBe(true);
  expectCompleted(cellOf(record, 'tfjs-wasm@2'));

  const handedOut = await run.records();
  expect(handedOut.map(({ cells }) => cells.length)).toEqual([1, 2]);
  expect(handedOut[0]?.cells[0]?.target.id).toBe('tfjs-wasm@1');
});

test('a worker that dies before it has loaded its model is noticed too', async ({ page, spoilt }) => {
  const { url } = await spoilt((answer, path) => {
    if (path.endsWith('blazeface.bin')) answer.holdAt = 1000;
  });
  await page.goto(url);
  const run = await begin(page, { models: ['blazeface'], targets: ['tfjs-wasm@1'], scenario: 'preview' });
  await run.reaches({ target: 'tfjs-wasm@1', phase: 'download', received: 1000 });
  await (await sessionWorker(page, 'tfjs-wasm@1')).evaluate(() => self.close());
  expect(expectReason(cellOf(await run.record(), 'tfjs-wasm@1'), 'failed', 'worker-died')).toBe(gone);
});

test('a worker whose script does not load', async ({ page, spoilt }) => {
  const { url } = await spoilt((answer, path) => {
    if (path.includes('session.worker')) answer.status = 404;
  });
  await page.goto(url);
  const run = await begin(page, { models: ['blazeface'], targets: ['tfjs-wasm@1'], scenario: 'preview' });
  const message = expectReason(cellOf(await run.record(), 'tfjs-wasm@1'), 'failed', 'worker-died');
  expect(message).toBe('The worker that ran this model stopped. Run it again.');
});

test('a worker that hangs is ended, and the next run goes through', async ({ page, spoilt }) => {
  const { url } = await spoilt((answer, path) => {
    if (!path.includes('session.worker')) return;
    answer.body = Buffer.concat([Buffer.from(`if (self.name === 'tfjs-wasm@1') for (;;);\n`), answer.body]);
    answer.headers['content-length'] = String(answer.body.length);
  });
  // The page's patience is a minute: its clock is put forward, the worker's is not.
  await page.clock.install();
  await page.goto(url);
  const params = { models: ['blazeface'], scenario: 'preview' as const };
  const started = page.waitForEvent('worker', (worker) => worker.url().includes('session.worker'));
  const run = await begin(page, { ...params, targets: ['tfjs-wasm@1'] });
  await started;
  await page.clock.runFor('01:01');
  const message = expectReason(cellOf(await run.record(), 'tfjs-wasm@1'), 'failed', 'download');
  expect(message).toBe('The script that runs models did not arrive for 60 s. Check the connection and run again.');
  expectCompleted(cellOf(await runToEnd(page, { ...params, targets: ['tfjs-wasm@2'] }), 'tfjs-wasm@2'));
});
