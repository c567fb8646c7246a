import { begin, cellOf, expectCompleted, runToEnd } from '../support/run';
import { expect, test } from '../support/test';
import { setHidden } from '../support/visibility';
import { TryPage } from './ui/tryPage';

const target = 'tfjs-wasm@1';
const long = { models: ['blazeface'], targets: [target], scenario: 'sustained' } as const;
const short = { models: ['blazeface'], targets: [target], scenario: 'preview' } as const;

test('a second tab says that it waits for the first, can be stopped, and starts when the first has ended', async ({
  page,
  context,
}) => {
  await page.goto('/');
  const first = await begin(page, { ...long, models: [...long.models], targets: [...long.targets] });
  await first.reaches({ target, phase: 'steady', n: 2 });

  const second = await new TryPage(await context.newPage()).open();
  await second.run.click();
  await expect(second.headline).toHaveText('Another tab of this page is measuring.');
  await expect(second.page.getByText('waiting: another tab of this page is measuring')).toBeVisible();
  await second.stop.click();
  await expect(second.headline).toHaveText('Stopped before any target was measured.');

  await second.run.click();
  await expect(second.headline).toHaveText('Another tab of this page is measuring.');
  await first.stop();
  expect(cellOf(await first.record(), target).status).toBe('aborted');
  await second.ended();
  await expect(second.headline).toContainText(/wins|Too close/);
});

test('a first tab that is hidden lets the second measure, and goes on when that one has ended', async ({
  page,
  context,
}) => {
  await page.goto('/');
  const first = await begin(page, { ...long, models: [...long.models], targets: [...long.targets] });
  await first.reaches({ target, phase: 'steady', n: 2 });
  const other = await context.newPage();
  await other.goto('/');
  const second = await begin(other, { ...short, models: [...short.models], targets: [...short.targets] });
  await setHidden(page, true);
  await second.reaches({ target, phase: 'create' });
  const before = await first.log.evaluate(({ cells }) => cells.at(-1)?.soFar?.n ?? 0);
  await setHidden(page, false);
  expectCompleted(cellOf(await second.record(), target));
  await first.reaches({ target, phase: 'steady', n: before + 1 });
  await first.stop();
});

for (const [what, without] of [
  [
    'refused, as with site data blocked',
    () => (navigator.locks.request = () => Promise.reject(new DOMException('', 'SecurityError'))),
  ],
  ['missing', () => Object.defineProperty(navigator, 'locks', { value: undefined })],
] as const) {
  test(`where Web Locks are ${what} a run is made all the same`, async ({ page }) => {
    await page.addInitScript(without);
    await page.goto('/');
    const record = await runToEnd(page, { ...short, models: [...short.models], targets: [...short.targets] });
    expectCompleted(cellOf(record, target));
  });
}
