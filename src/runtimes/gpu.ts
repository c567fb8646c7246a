import { Problem } from '../domain/problem';
import { isPage } from '../domain/realm';

/** Names software renderers give themselves: SwiftShader (Chromium), llvmpipe (Mesa), WARP / Basic Render (Windows). */
const software = /swiftshader|llvmpipe|lavapipe|softpipe|software|basic render|\bwarp\b/i;

export function isSoftwareRenderer(name: string): boolean {
  return software.test(name);
}

/** Whether an adapter computes on the CPU: by its own word where the browser passes it on, else by its name. */
export function isSoftwareAdapter(info: GPUAdapterInfo | undefined): boolean {
  return info?.isFallbackAdapter === true || isSoftwareRenderer(adapterName(info));
}

/** One line that names an adapter, from the fields browsers fill in. */
export function adapterName(info: GPUAdapterInfo | undefined): string {
  if (!info) return 'unnamed adapter';
  const parts = [info.vendor, info.architecture, info.description || info.device].filter(Boolean);
  return [...new Set(parts)].join(' ') || 'unnamed adapter';
}

/** The renderer behind a WebGL context, unmasked where the browser allows it. */
export function rendererName(gl: WebGLRenderingContext | WebGL2RenderingContext): string {
  const debug = gl.getExtension('WEBGL_debug_renderer_info');
  return String(gl.getParameter(debug ? debug.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
}

/** Safari has no OffscreenCanvas before 16.4 and none with WebGL before 17; WebKitGTK 2.50 has one without. */
function webgl2(): WebGL2RenderingContext | null {
  const off = typeof OffscreenCanvas === 'undefined' ? null : new OffscreenCanvas(1, 1).getContext('webgl2');
  // A page has canvases of its own, a worker has none.
  return off ?? (isPage() ? document.createElement('canvas').getContext('webgl2') : null);
}

export const hasWebgl = (): boolean => webgl2() !== null;

/**
 * The renderer that WebGL2 gets in this realm, a worker's or a page's.
 * @throws Problem `no-adapter` where there is none
 */
export function webglRenderer(): string {
  const gl = webgl2();
  if (!gl) {
    const where = isPage() ? 'this browser' : 'a worker of this browser';
    throw new Problem('no-adapter', `WebGL2 is not available in ${where}.`);
  }
  const name = rendererName(gl);
  // Browsers keep few contexts at a time.
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  return name;
}

/** What of memory a WebGPU device can be given at once; undefined where there is no adapter. */
export async function bufferLimits(): Promise<
  Pick<GPUSupportedLimits, 'maxBufferSize' | 'maxStorageBufferBindingSize'> | undefined
> {
  const adapter = await navigator.gpu?.requestAdapter().catch(() => null);
  if (!adapter) return undefined;
  const { maxBufferSize, maxStorageBufferBindingSize } = adapter.limits;
  return { maxBufferSize, maxStorageBufferBindingSize };
}

/** What an adapter has that computes in half precision: https://www.w3.org/TR/webgpu/#shader-f16 */
export const HALVES = 'shader-f16';

/** Whether the GPU computes in half precision; undefined where there is no adapter. */
export async function hasHalves(): Promise<boolean | undefined> {
  const adapter = await navigator.gpu?.requestAdapter().catch(() => null);
  return adapter?.features.has(HALVES);
}

/** Devices that were given back: that they are lost is no news. */
const released = new WeakSet<GPUDevice>();

/** Gives a device back. */
export function releaseDevice(device: GPUDevice): void {
  released.add(device);
  device.destroy();
}

/** Resolves with a sentence when the device is lost, for any reason but that it was {@link releaseDevice | given back}. */
export function lossOf(device: GPUDevice): Promise<string> {
  return new Promise((resolve) => {
    void device.lost.then(({ reason, message }) => released.has(device) || resolve(message || reason));
  });
}
