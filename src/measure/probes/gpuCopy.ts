import { Problem } from '../../domain/problem';
import { adapterName, isSoftwareAdapter, releaseDevice } from '../../runtimes/gpu';
import { timerResolutionMs } from '../../sessions/timer';
import { rateOf, repeat } from './repeats';
import type { ProbeFigure } from './types';

/** Larger than any cache of a GPU in a phone or laptop, and within the least that WebGPU promises a buffer (256 MiB). */
const BYTES = 64 * 2 ** 20;
const LEAST_RUN_MS = 40;
const MOST_COPIES = 256;
const READ_BACK = 256;

/** Copies there and back again, so that each depends on the one before. */
function copies(device: GPUDevice, [a, b]: readonly [GPUBuffer, GPUBuffer], pairs: number): GPUCommandBuffer {
  const encoder = device.createCommandEncoder();
  for (let pair = 0; pair < pairs; pair++) {
    encoder.copyBufferToBuffer(a, 0, b, 0, BYTES);
    encoder.copyBufferToBuffer(b, 0, a, 0, BYTES);
  }
  return encoder.finish();
}

/** The last numbers of a buffer. */
async function tailOf(device: GPUDevice, buffer: GPUBuffer): Promise<Uint32Array> {
  const read = device.createBuffer({ size: READ_BACK, usage: GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ });
  const encoder = device.createCommandEncoder();
  encoder.copyBufferToBuffer(buffer, BYTES - READ_BACK, read, 0, READ_BACK);
  device.queue.submit([encoder.finish()]);
  await read.mapAsync(GPUMapMode.READ);
  const numbers = new Uint32Array(read.getMappedRange()).slice();
  read.destroy();
  return numbers;
}

/**
 * Bytes a second that the GPU moves when it copies a large buffer: each is read and written, so that it counts twice.
 * @throws Problem, `wrong-answer` where the copy is not what was copied
 */
export async function gpuCopy(): Promise<ProbeFigure> {
  const adapter = await navigator.gpu?.requestAdapter();
  if (!adapter) throw new Problem('no-adapter', 'The browser offers no WebGPU adapter.');
  const device = await adapter.requestDevice();
  try {
    const usage = GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
    const from = device.createBuffer({ size: BYTES, usage, mappedAtCreation: true });
    new Uint32Array(from.getMappedRange()).forEach((_, at, all) => (all[at] = at));
    from.unmap();
    const to = device.createBuffer({ size: BYTES, usage });
    let pairs = 1;
    const run = async () => {
      device.queue.submit([copies(device, [from, to], pairs)]);
      await device.queue.onSubmittedWorkDone();
    };
    for (;;) {
      await run();
      const before = performance.now();
      await run();
      const runMs = performance.now() - before;
      if (runMs >= LEAST_RUN_MS || 2 * pairs >= MOST_COPIES) break;
      pairs = Math.min(MOST_COPIES / 2, pairs * Math.max(2, Math.ceil(LEAST_RUN_MS / Math.max(runMs, 0.5))));
    }
    const repeats = await repeat(run, timerResolutionMs());
    const tail = await tailOf(device, to);
    const first = (BYTES - READ_BACK) / 4;
    if (!tail.every((value, at) => value === first + at)) {
      throw new Problem('wrong-answer', 'The copy is not what was copied, so that its speed means nothing.');
    }
    return {
      unit: 'B/s',
      ...rateOf(repeats, 2 * 2 * pairs * BYTES),
      what: `${BYTES / 2 ** 20} MiB there and back, ${pairs} times`,
      adapter: adapterName(adapter.info),
      software: isSoftwareAdapter(adapter.info),
    };
  } finally {
    releaseDevice(device);
  }
}
