import { gzipSync } from 'node:zlib';
import { expect, test } from '../../support/test';
import { PlayPage } from './playPage';

test('before the button is pressed there is little script, no runtime and no weights', async ({ page }) => {
  const fetched: string[] = [];
  page.on('response', (response) => fetched.push(new URL(response.url()).pathname));
  const play = await new PlayPage(page).open({ targets: undefined, scenario: undefined });
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

test('one button: the answer is drawn on the picture, the lanes fill, the headline says here or there', async ({
  page,
}) => {
  const play = await new PlayPage(page).open({ targets: 'tfjs-wasm@1,ort-wasm@1' });
  await expect(play.near.getByRole('listitem')).toHaveCount(2);
  const fetched: string[] = [];
  page.on('request', (request) => fetched.push(new URL(request.url()).pathname));
  await play.runToEnd();

  const picture = page.getByRole('img', { name: /^A pose: \d+ of 17 joints found\.$/ });
  const layer = play.stage.locator('figure svg');
  expect(await layer.boundingBox()).toEqual(await picture.boundingBox());
  expect(await layer.locator('.joint').getAttribute('d')).toMatch(/^(M[\d.]+ [\d.]+h0){5,17}$/);

  for (const target of ['TensorFlow.js · WASM ×1', 'ONNX Runtime · WASM ×1']) {
    await expect(play.lane(target)).toContainText(/\d m?s/);
    await expect(play.lane(target)).toContainText('answer agrees');
    await expect(play.lane(target)).toContainText(/first .+ \d+ runs/);
  }
  await expect(play.far.getByRole('listitem')).toHaveCount(2);
  for (const lane of await play.far.getByRole('listitem').all()) await expect(lane).toContainText('simulated');
  await expect(play.headline).toHaveText(
    /^(Here wins|The cloud wins|Too close to call): .*\d\sm?s.* a simulated cloud 60\sms away/,
  );
  // Only the builds that run: TensorFlow.js' for one thread, and ONNX Runtime's without a GPU.
  const builds = new Set(fetched.flatMap((path) => /([\w-]+)-[\w-]{8}\.wasm$/.exec(path)?.[1] ?? []));
  expect(builds).toEqual(new Set(['ort-wasm-simd-threaded', 'tfjs-backend-wasm-simd']));
});

test('the network decides how far the cloud is', async ({ page }) => {
  const play = await new PlayPage(page).open();
  await play.runToEnd();
  await expect(play.headline).toContainText('a simulated cloud 60 ms away');
  await page.getByRole('button', { name: 'Wi-Fi' }).click();
  await expect(play.headline).toContainText('a simulated cloud 2 ms away');
  await expect(play.far).toHaveAccessibleName(/simulated, seed 1: Wi-Fi/);
  await page.getByRole('combobox', { name: 'Network' }).selectOption('wpt-2g');
  await expect(play.headline).toContainText('a simulated cloud 1.3 s away');
});

test('a network of one’s own: figures that can be are used, others are refused in a sentence', async ({ page }) => {
  const play = await new PlayPage(page).open();
  await play.runToEnd();
  await page.getByRole('button', { name: 'Mine' }).click();
  const trip = page.getByLabel('Round trip, ms');
  await trip.fill('40');
  await trip.press('Tab');
  await expect(play.headline).toContainText('a simulated cloud 40 ms away');
  for (const bad of ['-4', '99999', '']) {
    await trip.fill(bad);
    await trip.press('Tab');
    await expect(play.alert).toHaveText('The round trip is from 0 to 10,000 ms. The last good figure still holds.');
    await expect(trip).toHaveAccessibleDescription(/round trip is from 0/);
    await expect(play.headline).toContainText('a simulated cloud 40 ms away');
    await trip.fill('40');
    await trip.press('Tab');
    await expect(play.alert).toHaveCount(0);
  }
  await page.getByLabel('Up, Mbit/s').fill('0');
  await page.getByLabel('Up, Mbit/s').press('Tab');
  await expect(play.alert).toContainText('The uplink is from 0.001 to 100,000 Mbit/s.');
  await page.getByRole('button', { name: '3G', exact: true }).click();
  await expect(play.alert).toHaveCount(0);
  await expect(play.headline).toContainText('a simulated cloud 400 ms away');
});
