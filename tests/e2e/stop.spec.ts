import { begin, cellOf, expectCompleted, expectReason, sessionWorkers } from '../support/run';
import { expect, test } from '../support/test';

test('Stop ends a run inside an inference, keeps what is finished and leaves no worker', async ({ page }) => {
  await page.goto('/');
  const run = await begin(page, {
    models: ['blazeface', 'movenet-lightning'],
    targets: ['tfjs-wasm@1', 'tfjs-cpu'],
    scenario: 'preview',
  });
  const inPose = () =>
    run.log.evaluate(({ cells }) =>
      cells.flatMap(({ model, target, phase }) =>
        model === 'movenet-lightning' && target.id === 'tfjs-cpu' ? [phase] : [],
      ),
    );
  // Plain JavaScript holds its worker for a whole inference: only ending the worker can stop it.
  await run.reaches({ model: 'movenet-lightning', target: 'tfjs-cpu', phase: 'first' });
  await run.stop();
  const record = await run.record();
  expect(await inPose()).not.toContain('check');

  for (const target of ['tfjs-wasm@1', 'tfjs-cpu']) expectCompleted(cellOf(record, target, 'blazeface'));
  expectReason(cellOf(record, 'tfjs-cpu', 'movenet-lightning'), 'aborted', 'stopped');
  expect(expectReason(cellOf(record, 'tfjs-wasm@1', 'movenet-lightning'), 'aborted', 'stopped')).toBe(
    'Stopped before it was finished.',
  );
  expect(record.far).toHaveLength(1);
  await expect.poll(() => sessionWorkers(page)).toEqual([]);
});

test('Stop in the steady phase keeps the samples taken until then', async ({ page }) => {
  await page.goto('/');
  const run = await begin(page, { models: ['blazeface'], targets: ['tfjs-wasm@1'], scenario: 'thorough' });
  await run.reaches({ target: 'tfjs-wasm@1', phase: 'steady', n: 2 });
  await run.stop();
  const cell = cellOf(await run.record(), 'tfjs-wasm@1');
  expectReason(cell, 'aborted', 'stopped');
  expect('steady' in cell && cell.steady?.n).toBeGreaterThanOrEqual(2);
  await expect.poll(() => sessionWorkers(page)).toEqual([]);
});

test('Stop before anything began leaves every cell as not reached, and the page can run again', async ({ page }) => {
  await page.goto('/');
  const params = { models: ['blazeface'], targets: ['tfjs-wasm@1', 'tfjs-cpu'], scenario: 'preview' as const };
  const run = await begin(page, params);
  await run.stop();
  const record = await run.record();
  expect(record.cells.map(({ status }) => status)).toEqual(['aborted', 'aborted']);

  const again = await begin(page, { ...params, targets: ['tfjs-wasm@1'] });
  expectCompleted(cellOf(await again.record(), 'tfjs-wasm@1'));
});
