import { chromiumFlags, findBrowser } from '../../scripts/browser.mjs';
import { cellOf, expectCompleted, expectReason, runToEnd } from '../support/run';
import { expect, test } from '../support/test';

// A browser without any GPU, not even one in software.
test.use({
  launchOptions: {
    executablePath: findBrowser(),
    args: [...chromiumFlags, '--disable-gpu', '--disable-software-rasterizer'],
  },
});

for (const [model, runtime] of [
  ['blazeface', 'tfjs'],
  ['blazeface', 'ort'],
] as const) {
  test(`without a GPU, ${runtime} says so for WebGPU and WebGL and runs on WASM`, async ({ page }) => {
    await page.goto('/');
    const targets = ['webgpu', 'webgl', 'wasm@1'].map((backend) => `${runtime}-${backend}`);
    const record = await runToEnd(page, { models: [model], targets, scenario: 'preview' });
    expect(expectReason(cellOf(record, `${runtime}-webgpu`), 'unsupported', 'no-adapter')).toBe(
      'The browser offers no WebGPU adapter.',
    );
    expect(expectReason(cellOf(record, `${runtime}-webgl`), 'unsupported', 'no-adapter')).toBe(
      'WebGL2 is not available in a worker of this browser.',
    );
    expectCompleted(cellOf(record, `${runtime}-wasm@1`));
    expect(record.environment.gpu).toBeUndefined();
    expect(record.environment.webgl).toBeUndefined();
  });
}
