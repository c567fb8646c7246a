import { gzipSync } from 'node:zlib';
import { expect, test } from '../../support/test';
import { TryPage } from './tryPage';

test('before the button is pressed there is little script, no runtime and no weights', async ({ page }) => {
  const fetched: string[] = [];
  page.on('response', (response) => fetched.push(new URL(response.url()).pathname));
  const play = await new TryPage(page).open({ targets: undefined, scenario: undefined });
  await expect(play.picture).toBeVisible();
  await page.waitForLoadState('networkidle');
  let gzippedBytes = 0;
  // Fetched once more: the browser gives a response's body out only for a while.
  for (const path of new Set(fetched.filter((one) => /(\.js|\.css|\/)$/.test(one)))) {
    gzippedBytes += gzipSync(await (await page.request.get(path)).body()).length;
  }
  expect(gzippedBytes).toBeGreaterThan(10_000);
  expect(gzippedBytes).toBeLessThanOrEqual(60_000);
  expect(fetched.filter((path) => /\.wasm$|\/models\/|tfjs|ort[.-]|session\.worker/.test(path))).toEqual([]);
});

test('two presses: an answer on the picture and a verdict, then every backend beside it', async ({ page }) => {
  const play = await new TryPage(page).open({ targets: 'tfjs-wasm@1,ort-wasm@1' });
  await expect(page.getByText(/^2 backends/)).toBeVisible();
  const fetched: string[] = [];
  page.on('request', (request) => fetched.push(new URL(request.url()).pathname));
  await play.runToEnd();

  const picture = page.getByRole('img', { name: /^A pose: \d+ of 17 joints found\.$/ });
  const layer = play.stage.locator('figure svg');
  expect(await layer.boundingBox()).toEqual(await picture.boundingBox());
  expect(await layer.locator('.joint').getAttribute('d')).toMatch(/^(M[\d.]+ [\d.]+h0){5,17}$/);
  await expect(play.headline).toHaveText(/(wins|Too close to call).*\d\sm?s.* through the cloud/);
  await expect(play.share).toBeVisible();
  const one = new Set(fetched.flatMap((path) => /([\w-]+)-[\w-]{8}\.wasm$/.exec(path)?.[1] ?? []));
  expect(one).toEqual(new Set(['tfjs-backend-wasm-simd']));

  await play.every.click();
  await play.ended();
  for (const target of ['TensorFlow.js · WASM ×1', 'ONNX Runtime · WASM ×1']) {
    await expect(play.lane(target)).toContainText(/\d m?s/);
    await expect(play.lane(target)).toContainText('answer agrees');
    await expect(play.lane(target)).toContainText(/first .+ \d+ runs/);
  }
  await expect(play.race).toContainText('simulated');
});

test('the network and the distance decide who wins', async ({ page }) => {
  const play = await new TryPage(page).open();
  await play.runToEnd();
  const verdict = await play.headline.textContent();
  await page.getByText('3G', { exact: true }).click();
  await expect(play.headline).not.toHaveText(verdict as string);
  await play.server.focus();
  await page.keyboard.press('End');
  await expect(play.headline).toContainText('This device wins');
  await expect(play.server).toHaveAttribute('aria-valuetext', /^400 milliseconds away/);
});

test('a network of one’s own: figures that can be are used, others are refused in a sentence', async ({ page }) => {
  const play = await new TryPage(page).open();
  await play.runToEnd();
  await page.getByText('Mine', { exact: true }).click();
  const trip = page.getByLabel('Round trip to its edge, ms');
  await trip.fill('900');
  await trip.press('Tab');
  await expect(play.headline).toContainText('This device wins');
  const verdict = (await play.headline.textContent()) as string;
  for (const bad of ['-4', '99999', '']) {
    await trip.fill(bad);
    await trip.press('Tab');
    await expect(play.alert).toHaveText('The round trip is from 0 to 10,000 ms. The last good figure still holds.');
    await expect(trip).toHaveAccessibleDescription(/round trip is from 0/);
    await expect(play.headline).toHaveText(verdict);
    await trip.fill('900');
    await trip.press('Tab');
    await expect(play.alert).toHaveCount(0);
  }
});
