import type { Page } from '@playwright/test';
import type { Answer } from './tamper';

/** What can be taken away from the workers that hold a model. */
export type Taken = 'gpu' | 'worker';

/** Runs in a worker before its own script: keeps hold of the GPU that the runtime asks for, and waits to be told. */
function keepHold(): void {
  const devices: GPUDevice[] = [];
  const contexts: WebGL2RenderingContext[] = [];
  if ('GPUAdapter' in self) {
    const { requestDevice } = GPUAdapter.prototype;
    GPUAdapter.prototype.requestDevice = async function (...args) {
      const device = await requestDevice.apply(this, args);
      devices.push(device);
      return device;
    };
  }
  const { getContext } = OffscreenCanvas.prototype as unknown as { getContext: (...args: unknown[]) => unknown };
  Object.assign(OffscreenCanvas.prototype, {
    getContext(this: OffscreenCanvas, ...args: unknown[]) {
      const context = getContext.apply(this, args);
      if (context instanceof WebGL2RenderingContext && !contexts.includes(context)) contexts.push(context);
      return context;
    },
  });
  new BroadcastChannel('take-away').onmessage = ({ data }: MessageEvent<string>) => {
    // As where the browser ends it for memory: nobody is told.
    if (data === 'worker') self.close();
    for (const device of devices) device.destroy();
    for (const context of contexts) context.getExtension('WEBGL_lose_context')?.loseContext();
  };
}

/** Spoils the workers' script so that {@link takeAway} works. */
export function holdingOn(answer: Answer, path: string): void {
  if (!path.includes('session.worker')) return;
  answer.body = Buffer.concat([Buffer.from(`(${keepHold.toString()})();\n`), answer.body]);
  answer.headers['content-length'] = String(answer.body.length);
}

/** From all workers that hold a model at once. */
export function takeAway(page: Page, what: Taken): Promise<void> {
  return page.evaluate((taken) => new BroadcastChannel('take-away').postMessage(taken), what);
}
