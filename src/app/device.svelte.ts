import { plural } from '../domain/words';
import { readEnvironment } from '../measure/environment';
import type { Environment } from '../record/record';

function isolation({ crossOriginIsolated, sharedMemory }: Environment): string {
  if (!crossOriginIsolated) return 'not isolated';
  return sharedMemory ? 'isolated' : 'isolated, but this browser has no shared memory: one thread';
}

class Device {
  #environment = $state.raw<Environment>();

  constructor() {
    // In a task of its own: asking for a GPU takes as long as drawing the first screen.
    setTimeout(() => void readEnvironment().then((environment) => (this.#environment = environment)));
  }

  get environment(): Environment | undefined {
    return this.#environment;
  }

  /** "8 cores · WebGPU · isolated", in the order that matters for what follows. */
  readonly summary = $derived.by(() => {
    const environment = this.#environment;
    if (!environment) return 'Looking at this device …';
    const { cores, gpu, webgl } = environment;
    const graphics = gpu
      ? gpu.software
        ? 'software WebGPU'
        : 'WebGPU'
      : webgl
        ? webgl.software
          ? 'software WebGL'
          : 'WebGL'
        : 'no GPU';
    return [plural(cores, 'core'), graphics, isolation(environment)].join(' · ');
  });

  /** What a visitor should know before reading any number: each a sentence. */
  readonly caveats = $derived.by(() => {
    const environment = this.#environment;
    if (!environment) return [];
    const { gpu, webgl, crossOriginIsolated } = environment;
    return [
      ...(gpu?.software || (!gpu && webgl?.software)
        ? [
            'The GPU here is software: WebGL and WebGPU compute on the processor’s own cores, and their times say nothing of a real GPU.',
          ]
        : []),
      ...(crossOriginIsolated
        ? []
        : [
            'This page is not cross-origin isolated: WASM runs on one thread and the clock is coarser. The host must send COOP and COEP headers.',
          ]),
    ];
  });
}

export const device = new Device();
