import { Human, type Config } from '@vladmandic/human';
import type { PictureInput } from '../../src/tasks/types';
import { timed } from './bare';
import type { Side } from './sides';
import { siteUrl } from './site';

/** The product's own files, so that both run the same bytes. */
const weights = (model: string, precision: string) => `${siteUrl}models/${model}/tfjs-graph-${precision}/model.json`;
const off = { enabled: false };

/** What of Human answers the same question as the product's model; no frame is skipped and no result kept. */
const parts: Readonly<Record<string, Partial<Config>>> = {
  'movenet-lightning': { body: { enabled: true, modelPath: weights('movenet-lightning', 'fp16'), maxDetected: 1 } },
  nanodet: { object: { enabled: true, modelPath: weights('nanodet', 'fp16'), minConfidence: 0.3 } },
  facemesh: {
    face: {
      enabled: true,
      detector: { enabled: true, modelPath: weights('blazeface', 'fp32'), rotation: false, skipFrames: 0, skipTime: 0 },
      mesh: { enabled: true, modelPath: weights('facemesh', 'fp16') },
      ...{ iris: off, attention: off, description: off, emotion: off, antispoof: off, liveness: off, gear: off },
    },
  },
};

/** The answers that show that it looked: bodies, faces or objects. */
const found: Readonly<Record<string, 'body' | 'face' | 'object'>> = {
  'movenet-lightning': 'body',
  facemesh: 'face',
  nanodet: 'object',
};

/**
 * Human starts threads from blob URLs, which the product's policy refuses, wherever it finds shared memory, whatever its flags
 * say. It looks when it opens its backend.
 */
async function withoutSharedMemory<T>(open: () => Promise<T>): Promise<T> {
  const { SharedArrayBuffer: shared } = globalThis;
  Reflect.deleteProperty(globalThis, 'SharedArrayBuffer');
  try {
    return await open();
  } finally {
    globalThis.SharedArrayBuffer = shared;
  }
}

/**
 * The Human library on TensorFlow.js' WASM backend, one thread, as its documentation shows it: on the page, fed a canvas.
 * @throws where it finds nothing in the picture: then it did other work than the product
 */
export async function openHuman(model: string, { pixels }: PictureInput): Promise<Side> {
  const human = new Human({
    backend: 'wasm',
    wasmPath: `${siteUrl}human-wasm/`,
    modelBasePath: siteUrl,
    cacheModels: false,
    cacheSensitivity: 0,
    async: false,
    debug: false,
    warmup: 'none',
    flags: { WASM_HAS_MULTITHREAD_SUPPORT: false },
    filter: off,
    gesture: off,
    segmentation: off,
    face: off,
    body: off,
    hand: off,
    object: off,
    ...parts[model],
  });
  const canvas = document.createElement('canvas');
  canvas.width = pixels.width;
  canvas.height = pixels.height;
  // Copied out of shared memory, which no ImageData takes.
  const image = new ImageData(new Uint8ClampedArray(pixels.data), pixels.width, pixels.height);
  canvas.getContext('2d', { willReadFrequently: true })?.putImageData(image, 0, 0);
  const result = await withoutSharedMemory(async () => {
    await human.load();
    return human.detect(canvas);
  });
  const kind = found[model];
  if (result.error) throw new Error(`Human: ${result.error}`);
  if (!kind || result[kind].length === 0) throw new Error(`Human found nothing with ${model}.`);
  if (human.tf.getBackend() !== 'wasm') throw new Error(`Human runs on ${human.tf.getBackend()}, not on wasm.`);
  return { sample: (count) => timed(count, () => human.detect(canvas)), close: () => {} };
}
