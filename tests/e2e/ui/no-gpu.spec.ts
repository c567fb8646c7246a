import { chromiumFlags, findBrowser } from '../../../scripts/browser.mjs';
import { expect, test } from '../../support/test';
import { PlayPage } from './playPage';

// Neither a GPU nor software in its place.
test.use({
  launchOptions: {
    executablePath: findBrowser(),
    args: [...chromiumFlags, '--disable-gpu', '--disable-software-rasterizer', '--disable-features=WebGPU'],
  },
});

test('without a GPU its lanes say why they can’t, and the others race all the same', async ({ page }) => {
  const play = await new PlayPage(page).open({ targets: 'tfjs-wasm@1,tfjs-webgl,tfjs-webgpu' });
  await expect(page.getByRole('banner')).toContainText('no GPU');
  await play.runToEnd();
  for (const target of ['WebGL', 'WebGPU']) {
    await expect(play.lane(target).locator('.figure')).toHaveText('can’t');
    await expect(play.lane(target)).toContainText(/GPU|WebGL/);
  }
  await expect(play.lane('WASM')).toContainText('answer agrees');
  await expect(play.headline).toContainText('through a simulated cloud');
});
