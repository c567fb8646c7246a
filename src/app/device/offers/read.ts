import type { Environment } from '../../../record/record';
import { validates } from './wasmFeatures';

/** What the browser offers beside what a run's environment holds. */
export interface Offers {
  readonly simd: boolean;
  readonly relaxedSimd: boolean;
  /** Bytes of the largest buffer that the GPU gives. */
  readonly gpuBufferBytes?: number;
  /** Whether WebGL draws into textures of floats. */
  readonly floatTextures?: boolean;
  /** Whether the browser has the Web Neural Network API, by which an NPU would be asked. */
  readonly neuralProcessor: boolean;
  /** Bytes that the browser keeps of this page, and may keep. */
  readonly storage?: { readonly usage: number; readonly quota: number; readonly persisted: boolean };
  readonly power?: { readonly charging: boolean; readonly level: number };
}

async function attempt<T>(read: () => Promise<T | undefined> | T | undefined): Promise<T | undefined> {
  try {
    return await read();
  } catch {
    // Refused or missing: then there is nothing to tell.
    return undefined;
  }
}

async function gpuBufferBytes(): Promise<number | undefined> {
  return (await navigator.gpu?.requestAdapter())?.limits.maxBufferSize;
}

function floatTextures(): boolean | undefined {
  const gl = document.createElement('canvas').getContext('webgl2');
  if (!gl) return undefined;
  const has = gl.getExtension('EXT_color_buffer_float') !== null;
  // Browsers keep few contexts at a time.
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  return has;
}

async function storage(): Promise<Offers['storage']> {
  const { usage = 0, quota = 0 } = await navigator.storage.estimate();
  return { usage, quota, persisted: await navigator.storage.persisted() };
}

interface Battery {
  readonly charging: boolean;
  readonly level: number;
}

async function power(): Promise<Offers['power']> {
  const battery = await (navigator as Navigator & { getBattery?: () => Promise<Battery> }).getBattery?.();
  return battery && { charging: battery.charging, level: battery.level };
}

/** Detected, never assumed; what the browser does not tell is absent. */
export async function readOffers(environment: Environment): Promise<Offers> {
  return {
    ...validates(),
    neuralProcessor: 'ml' in navigator,
    gpuBufferBytes: environment.gpu && (await attempt(gpuBufferBytes)),
    floatTextures: environment.webgl && (await attempt(floatTextures)),
    storage: await attempt(storage),
    power: await attempt(power),
  };
}
