import { begin, sessionWorkers } from '../../support/run';
import { holdingOn, takeAway } from '../../support/takeAway';
import { alone, expect, test } from '../../support/test';
import { setHidden } from '../../support/visibility';
import { unhurried, WritePage } from './writePage';

const verdict = /starts first|Neither is ahead|Both start/;

test('a tab hidden while it writes writes on; its times are shown as such and judged by nobody', async ({ page }) => {
  const writing = await new WritePage(page).open({ on: unhurried });
  await writing.at(3, 'hide');
  await writing.write.click();
  await writing.over();
  await expect(writing.headline).toHaveText('Written, but not judged.');
  await expect(writing.here).toContainText(/^(?!.*Stopped)/s);
  const whole = await writing.words();
  const said = page.getByText(/^This tab was out of sight while the text was written/);
  await expect(said).toHaveCount(2);
  // Nor do they stand beside the others'.
  const weights = page.getByRole('region', { name: 'Weights side by side' });
  await expect(weights.getByRole('row', { name: /^student/ })).toContainText('not written with yet');

  await setHidden(page, false);
  await page.getByRole('button', { name: 'The same again' }).click();
  await writing.over();
  expect(await writing.words()).toBe(whole);
  await expect(writing.headline).toHaveText(verdict);
  await expect(said).toHaveCount(0);
});

const lost = 'The GPU was taken away while the model ran. Run it again, or pick another backend.';
const died = 'The browser ended the worker that ran this model, often for memory. Run it again.';

// On WebGPU in software the check alone takes minutes: there a session is tried without one, beside its source.
for (const [what, title, on, sentence] of [
  ['gpu', 'tfjs-webgl', /^TensorFlow\.js · WebGL/, lost],
  ['worker', 'plain JavaScript', unhurried, died],
] as const) {
  test(
    `the ${what} taken away from ${title} while it writes: what was written stays, and the next press writes`,
    alone,
    async ({ page, spoilt }) => {
      const { url } = await spoilt(holdingOn);
      const writing = await new WritePage(page).open({ at: new URL(url).origin, on });
      await writing.at(2, what);
      await writing.write.click();
      await expect(writing.alert.locator('p')).toHaveText(sentence);
      await expect(writing.headline).toHaveText('It broke off.');
      await expect(writing.page.locator('main')).toHaveAttribute('data-phase', 'idle');
      const broken = await writing.words();
      expect(broken).not.toBe('');
      await expect.poll(() => sessionWorkers(page)).toEqual([]);

      await writing.at(3, 'stop');
      await page.getByRole('button', { name: 'The same again' }).click();
      await writing.over();
      // The same seed: the very words that were there, as far as both go.
      const again = await writing.words();
      const length = Math.min(again.length, broken.length);
      expect(again.slice(0, length)).toBe(broken.slice(0, length));
    },
  );
}

test('a worker ended while nothing was asked of it: the next press opens another, and says nothing of it', async ({
  page,
  spoilt,
}) => {
  const { url } = await spoilt(holdingOn);
  const writing = await new WritePage(page).open({ at: new URL(url).origin });
  await writing.write.click();
  await writing.over();
  const first = await writing.words();
  await takeAway(page, 'worker');
  await expect.poll(() => sessionWorkers(page)).toEqual([]);
  await page.getByRole('button', { name: 'The same again' }).click();
  await writing.over();
  expect(await writing.words()).toBe(first);
});

test('while something else in the page measures, the story waits and says so', async ({ page }) => {
  const writing = await new WritePage(page).open();
  const target = 'tfjs-wasm@1';
  const run = await begin(page, { models: ['blazeface'], targets: [target], scenario: 'sustained' });
  await run.reaches({ target, phase: 'steady', n: 2 });
  await writing.write.click();
  await expect(writing.here).toContainText(
    'A run of this page is still measuring elsewhere in it. This begins when that one ends.',
  );
  await writing.stop.click();
  await expect(page.locator('main')).toHaveAttribute('data-phase', 'idle');

  await writing.write.click();
  await expect(writing.here).toContainText('A run of this page is still measuring');
  await run.stop();
  await run.record();
  await writing.over();
  await expect(writing.headline).toHaveText(verdict);
});
