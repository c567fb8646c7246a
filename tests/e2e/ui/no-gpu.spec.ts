import { chromiumFlags, findBrowser } from '../../../scripts/browser.mjs';
import { expect, test } from '../../support/test';
import { TryPage } from './tryPage';

// Neither a GPU nor software in its place.
test.use({
  launchOptions: {
    executablePath: findBrowser(),
    args: [...chromiumFlags, '--disable-gpu', '--disable-software-rasterizer', '--disable-features=WebGPU'],
  },
});

test('without a GPU it is said at once which backends can’t, and why; the others race all the same', async ({
  page,
}) => {
  const play = await new TryPage(page).open({ targets: 'tfjs-wasm@1,tfjs-webgl,tfjs-webgpu' });
  await expect(page.getByRole('banner')).toContainText('no GPU');
  await page.getByText('2 can’t · why').click();
  await expect(page.getByText('TensorFlow.js · WebGL: there is no WebGL 2 here.')).toBeVisible();
  await expect(page.getByText('TensorFlow.js · WebGPU: there is no WebGPU adapter here.')).toBeVisible();
  await play.runToEnd();
  await expect(play.lane('WASM')).toContainText('answer agrees');
  await expect(play.headline).toContainText(TryPage.verdict);
});
