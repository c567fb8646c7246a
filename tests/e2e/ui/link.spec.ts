import { expect, test } from '../../support/test';
import { TryPage } from './tryPage';

test('the link of a run repeats it as soon as it is opened', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const play = await new TryPage(page).open({ targets: 'tfjs-wasm@1,ort-wasm@1', seed: '7', far: 'wpt-cable' });
  await page.getByRole('button', { name: 'A cup of coffee, nobody in it' }).click();
  await play.runEvery();
  await play.openRun.click();
  await page.getByRole('button', { name: 'Copy a link that repeats it' }).click();
  await expect(page.getByText('The link is copied.')).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());

  const again = await context.newPage();
  await again.goto(link);
  const repeated = new TryPage(again);
  await repeated.ended();
  await expect(again.locator('details.detail')).toContainText(/Cable, L4/);
  for (const target of ['TensorFlow.js · WASM', 'ONNX Runtime · WASM'])
    await expect(repeated.lane(target)).toHaveCount(1);
  await expect(repeated.picture).toHaveAttribute('src', /coffee\.jpg$/);
  await again.locator('summary').filter({ hasText: 'Choose' }).click();
  await expect(again.getByRole('radio', { name: 'Preview' })).toBeChecked();
});

test('a network of one’s own is in the link, one’s own picture is not, and the page says so', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const play = await new TryPage(page).open();
  await page.getByText('Mine', { exact: true }).click();
  await page.getByLabel('Round trip to its edge, ms').fill('33');
  await page.locator('input[type=file]').setInputFiles('static/samples/coffee.jpg');
  await play.runToEnd();
  await play.openRun.click();
  await page.getByRole('button', { name: 'Copy a link that repeats it' }).click();
  await expect(page.getByText('Your own input stays on this device, so the link leaves it out.')).toBeVisible();
  await page.goto(await page.evaluate(() => navigator.clipboard.readText()));
  await play.ended();
  await expect(page.getByLabel('Round trip to its edge, ms')).toHaveValue('33');
  await expect(play.picture).toHaveAttribute('src', /astronaut\.jpg$/);
});

test('without a clipboard the link is shown', async ({ page, context }) => {
  await context.clearPermissions();
  const play = await new TryPage(page).open();
  await page.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
  await play.runToEnd();
  await play.openRun.click();
  await page.getByRole('button', { name: 'Copy a link that repeats it' }).click();
  await expect(
    page.getByRole('status').filter({ hasText: '?models=movenet-lightning&targets=tfjs-wasm@1' }),
  ).toBeVisible();
});

test('a link runs once: other pages and back start nothing again', async ({ page }) => {
  const play = await new TryPage(page).open({ models: 'movenet-lightning', autorun: '1' });
  await play.ended();
  await page.getByRole('link', { name: 'Compare' }).click();
  await expect(page.getByRole('grid', { name: 'Models by backends' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Stop' })).toHaveCount(0);
  await page.getByRole('link', { name: 'Try' }).click();
  await expect(play.run).toHaveText('Run again');
  await page.getByRole('link', { name: 'Runs' }).click();
  await expect(page.getByRole('button', { name: /^Delete the run/ })).toHaveCount(1);
});

test('a link to several models, or to one that no task is about, opens where it can be repeated', async ({ page }) => {
  const grid = page.getByRole('grid', { name: 'Models by backends' });
  for (const models of ['blazeface', 'movenet-lightning,blazeface']) {
    await page.goto(`/?models=${models}&targets=tfjs-wasm@1&scenario=preview&autorun=1`);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Which backend, for which model?');
    await expect(page.getByRole('link', { name: /^Open this run/ })).toBeVisible();
    // The run's cells and those that are stored: each with its time.
    await expect(grid.getByRole('button', { name: /^BlazeFace on TensorFlow\.js · WASM ×1.* ms/ })).toHaveCount(1);
  }
});

test('an artefact that a link names is the one that runs, and stands beside the model’s own choice', async ({
  page,
}) => {
  const models = 'digits:fp32,digits';
  await page.goto(`/?models=${models}&targets=ort-wasm@1&scenario=preview&autorun=1`);
  await expect(page.getByRole('link', { name: /^Open this run/ })).toBeVisible();
  const grid = page.getByRole('grid', { name: 'Models by backends' });
  for (const name of [
    /^Nearside digits on ONNX Runtime · WASM ×1.* ms/,
    /^Nearside digits, fp32 weights on ONNX Runtime · WASM ×1.* ms/,
  ]) {
    await expect(grid.getByRole('button', { name })).toHaveCount(1);
  }
  const { cells } = await page.evaluate(async () =>
    window.nearside.run({ models: ['digits:fp32'], targets: ['ort-wasm@1'], scenario: 'preview', seed: 1 }),
  );
  expect(cells).toMatchObject([
    { model: 'digits', precision: 'fp32', artefact: { format: 'onnx', precision: 'fp32' } },
  ]);
});

test('an artefact that is not there is answered with those that are', async ({ page }) => {
  await page.goto('/?models=movenet-lightning:int4');
  await expect(new TryPage(page).alert).toHaveText(
    /^The model 'movenet-lightning' has no artefact 'int4'\. Known: movenet-lightning:fp/,
  );
});

test('unknown ids are named, what was likely meant too, and nothing runs by itself', async ({ page }) => {
  const play = new TryPage(page);
  await page.goto('/?models=movenett&targets=tfjs-wasm@1,ort-wsm&scenario=quik&far=moon&autorun=1');
  await expect(play.alert).toHaveCount(4);
  await expect(play.alert.nth(0)).toHaveText(/^There is no model 'movenett'\. .* did you mean 'movenet-lightning'\?$/);
  await expect(play.alert.nth(1)).toHaveText(/^There is no target 'ort-wsm'\. .* did you mean 'ort-wasm'\?$/);
  await expect(play.alert.nth(2)).toHaveText(/^There is no scenario 'quik'\./);
  await expect(play.alert.nth(3)).toHaveText(/^There is no network profile 'moon'\./);
  await expect(play.run).toBeEnabled();
  await expect(play.run).toHaveText('Run here');
});

test('markup in a link is shown as the text it is', async ({ page }) => {
  const hostile = '"><img src=x onerror=alert(1)><script>alert(2)</script>';
  let dialogs = 0;
  page.on('dialog', (dialog) => {
    dialogs++;
    void dialog.dismiss();
  });
  const keys = ['models', 'targets', 'scenario', 'seed', 'input', 'far', 'server', 'autorun', hostile];
  await page.goto(`/?${keys.map((key) => `${encodeURIComponent(key)}=${encodeURIComponent(hostile)}`).join('&')}`);
  const play = new TryPage(page);
  await expect(play.alert.first()).toContainText('<img src=x');
  await expect(play.alert).toHaveCount(8);
  await expect(play.run).toBeEnabled();
  await expect(page.locator('img[src=x], #app script')).toHaveCount(0);
  await page.goto(`/#/runs/${encodeURIComponent(hostile)}`);
  await expect(page.getByText(/^This run is not in this browser/)).toBeVisible();
  expect(dialogs).toBe(0);
});
