import type { Page } from '@playwright/test';
import { begin, cellOf, expectCompleted, expectReason, sessionWorker } from '../support/run';
import { expect, test } from '../support/test';
import type { Answer } from '../support/tamper';

/** What the scripts below leave in a worker's global scope: takes the GPU away from whatever runs there. */
interface Losable {
  loseGpu: () => void;
}

/** Runs in a worker before its own script, and keeps hold of the GPU that the runtime asks for. */
function keepHold(): void {
  const devices: GPUDevice[] = [];
  const contexts: WebGL2RenderingContext[] = [];
  const { requestDevice } = GPUAdapter.prototype;
  GPUAdapter.prototype.requestDevice = async function (...args) {
    const device = await requestDevice.apply(this, args);
    devices.push(device);
    return device;
  };
  const { getContext } = OffscreenCanvas.prototype as unknown as { getContext: (...args: unknown[]) => unknown };
  Object.assign(OffscreenCanvas.prototype, {
    getContext(this: OffscreenCanvas, ...args: unknown[]) {
      const context = getContext.apply(this, args);
      if (context instanceof WebGL2RenderingContext && !contexts.includes(context)) contexts.push(context);
      return context;
    },
  });
  (self as unknown as Losable).loseGpu = () => {
    for (const device of devices) device.destroy();
    for (const context of contexts) context.getExtension('WEBGL_lose_context')?.loseContext();
  };
}

function keepHoldFirst(answer: Answer, path: string): void {
  if (!path.includes('session.worker')) return;
  answer.body = Buffer.concat([Buffer.from(`(${keepHold.toString()})();\n`), answer.body]);
  answer.headers['content-length'] = String(answer.body.length);
}

async function loseGpuOf(page: Page, target: string): Promise<void> {
  const worker = await sessionWorker(page, target);
  await worker.evaluate(() => (self as unknown as Losable).loseGpu());
}

/** Little to compile, so that a software GPU soon comes to measuring. */
const model = 'digits';

for (const target of ['tfjs-webgpu', 'tfjs-webgl', 'ort-webgpu'] as const) {
  test(`the GPU taken away from ${target} while it measures`, async ({ page, spoilt }) => {
    const { url } = await spoilt(keepHoldFirst);
    await page.goto(url);
    const other = target.startsWith('ort') ? 'ort-wasm@1' : 'tfjs-wasm@1';
    const run = await begin(page, { models: [model], targets: [target, other], scenario: 'quick' });
    await run.reaches({ target, phase: 'steady' });
    await loseGpuOf(page, target);
    const record = await run.record();
    const lost = cellOf(record, target);
    expect(expectReason(lost, 'failed', 'gpu-lost')).toBe(
      'The GPU was taken away while the model ran. Run it again, or pick another backend.',
    );
    expect(lost.phases?.firstMs).toBeGreaterThan(0);
    expect(lost.agreement?.[model]?.pass).toBe(true);
    expectCompleted(cellOf(record, other));
  });
}
