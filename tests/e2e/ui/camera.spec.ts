import { chromiumFlags, findBrowser } from '../../../scripts/browser.mjs';
import { expect, test } from '../../support/test';
import { TryPage } from './tryPage';

// A camera that shows a moving test picture; the page still has to be allowed to see it.
test.use({
  launchOptions: { executablePath: findBrowser(), args: [...chromiumFlags, '--use-fake-device-for-media-stream'] },
});

test('a camera that is refused: a sentence with a way on, and the picture from before', async ({ page }) => {
  const play = await new TryPage(page).open();
  const camera = page.getByRole('button', { name: 'Camera' });
  await camera.click();
  await expect(play.alert).toHaveText(
    'The camera was refused. Allow it in the browser’s site settings, or upload a picture instead.',
  );
  await expect(play.picture).toHaveAttribute('src', /astronaut\.jpg$/);
  await expect(camera).toBeFocused();
  await expect(play.run).toBeEnabled();
});

test('a camera that is allowed: its picture is taken and run, and the camera is off again', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['camera']);
  const play = await new TryPage(page).open();
  await page.getByRole('button', { name: 'Camera' }).click();
  const shutter = page.getByRole('button', { name: 'Take the picture' });
  await expect(shutter).toBeFocused();
  const track = await page
    .locator('video')
    .evaluateHandle((video) => ((video as HTMLVideoElement).srcObject as MediaStream).getTracks()[0]);
  expect(await track.evaluate((live) => live?.readyState)).toBe('live');
  await shutter.click();
  await expect(play.picture).toHaveAttribute('src', /^blob:/);
  expect(await track.evaluate((ended) => ended?.readyState)).toBe('ended');
  await play.runToEnd();
  await expect(play.lane('WASM')).toContainText('answer agrees');
});

test('Cancel leaves the picture as it was', async ({ page, context }) => {
  await context.grantPermissions(['camera']);
  const play = await new TryPage(page).open();
  await page.getByRole('button', { name: 'Camera' }).click();
  await expect(page.getByRole('button', { name: 'Take the picture' })).toBeEnabled();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(play.picture).toHaveAttribute('src', /astronaut\.jpg$/);
  await expect(page.getByRole('button', { name: 'Camera' })).toBeFocused();
});

test('a run closes the camera that is open', async ({ page, context }) => {
  await context.grantPermissions(['camera']);
  const play = await new TryPage(page).open();
  await page.getByRole('button', { name: 'Camera' }).click();
  await expect(page.getByRole('button', { name: 'Take the picture' })).toBeEnabled();
  await play.run.click();
  await expect(page.getByLabel('Camera preview')).toHaveCount(0);
  await play.ended();
  await expect(page.getByRole('img', { name: /^A pose/ })).toBeVisible();
});
