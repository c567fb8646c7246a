import { expect, test } from '../../support/test';
import { sessionWorkers } from '../../support/run';
import { PlayPage } from './playPage';

test('Stop ends a run at once and keeps what was measured; Run again starts afresh', async ({ page }) => {
  const play = await new PlayPage(page).open({ targets: 'tfjs-wasm@1,ort-wasm@1', scenario: 'thorough' });
  await play.run.click();
  await expect(play.lane('TensorFlow.js · WASM')).toContainText(/\d runs so far/);
  await play.stop.click();
  await play.ended();
  await expect(play.lane('TensorFlow.js · WASM')).toContainText('Stopped before it was finished.');
  await expect(play.near).toHaveAccessibleName(/stopped early/);
  await expect.poll(() => sessionWorkers(page)).toEqual([]);
  await expect(page.getByRole('img', { name: /^A pose/ })).toBeVisible();

  await page.getByText('Preview', { exact: true }).click();
  await play.runToEnd();
  await expect(play.lane('TensorFlow.js · WASM')).toContainText('answer agrees');
  await expect(play.headline).toContainText('through a simulated cloud');
  await expect(play.near).toHaveAccessibleName(/preview: a first impression/);
});

test('Stop before anything came says so', async ({ page }) => {
  await page.route(/movenet-lightning\.bin/, () => {});
  const play = await new PlayPage(page).open();
  await play.run.click();
  await expect(play.headline).toHaveText('Getting the first answer …');
  await expect(play.lane('WASM')).toContainText('downloading');
  await play.stop.click();
  await expect(play.headline).toHaveText('Stopped before any target was measured.');
});

/** What the answer of each task's first sample says, and where. */
const answers = [
  { task: 'Find a pose', target: 'tfjs-wasm@1', where: 'figcaption', says: /^A pose: \d+ of 17 joints found\.$/ },
  { task: 'Map a face', target: 'tfjs-wasm@1', where: 'figcaption', says: /^One face found/ },
  { task: 'Read text', target: 'ort-wasm@1', where: 'li:first-child .line', says: 'Fresh bread' },
  {
    task: 'Find similar sentences',
    target: 'tfjs-wasm@1',
    where: 'li:first-child .text',
    says: 'You can renew a book twice if nobody else is waiting for it.',
  },
];

for (const { task, target, where, says } of answers) {
  test(`${task}: the sample that is there from the start gives its answer`, async ({ page }) => {
    const play = await new PlayPage(page).open({ targets: target });
    await play.pick(task);
    await expect(page.getByRole('button', { name: task })).toHaveAttribute('aria-pressed', 'true');
    await play.runToEnd();
    await expect(play.stage.locator(where)).toHaveText(says);
    await expect(play.near.getByRole('listitem')).toContainText('answer agrees');
  });
}

test('another task has its own sample, and the answer of the last one is gone', async ({ page }) => {
  const play = await new PlayPage(page).open();
  await play.runToEnd();
  await play.pick('Map a face');
  await expect(play.headline).toHaveText(/map a face/);
  await expect(play.openRun).toHaveCount(0);
  await expect(page.getByRole('img', { name: /^A pose/ })).toHaveCount(0);
  await play.pick('Find similar sentences');
  await expect(page.getByLabel('Find what is like')).toHaveValue('May I keep this book for another week?');
  await expect(play.run).toBeEnabled();
});

test('a slow sample: the answer of the task before is not taken for the new one’s', async ({ page }) => {
  const play = await new PlayPage(page).open({ targets: 'tfjs-wasm@1,ort-wasm@1' });
  await play.runToEnd();
  let send = () => {};
  const held = new Promise<void>((resolve) => (send = resolve));
  await page.route(/text-sign\.png/, (route) => held.then(() => route.continue()));
  await play.pick('Read text');
  await expect(page.getByText('Reading the picture …')).toBeVisible();
  await expect(play.run).toBeDisabled();
  send();
  await expect(play.picture).toHaveAttribute('src', /text-sign\.png$/);
  await play.runToEnd();
  await expect(play.stage.getByText('Fresh bread', { exact: true })).toBeVisible();
});

test('a picture of one’s own stays for the next task', async ({ page }) => {
  const play = await new PlayPage(page).open();
  await page.locator('input[type=file]').setInputFiles('static/samples/astronaut.jpg');
  await expect(play.picture).toHaveAttribute('src', /^blob:/);
  await play.pick('Map a face');
  await play.runToEnd();
  await expect(page.getByRole('img', { name: /^One face found/ })).toHaveAttribute('src', /^blob:/);
});

test('other pages and back: the picture, the settings and the run are as they were', async ({ page }) => {
  const play = await new PlayPage(page).open();
  await page.getByRole('button', { name: 'A cup of coffee, nobody in it' }).click();
  await page.getByRole('button', { name: 'Wi-Fi' }).click();
  await play.runToEnd();
  const headline = await play.headline.textContent();
  await play.openRun.click();
  await expect(play.headline).toHaveText(/^Run of/);
  await page.goBack();
  await expect(play.headline).toHaveText(headline as string);
  await expect(page.getByRole('button', { name: 'A cup of coffee, nobody in it' })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
});
