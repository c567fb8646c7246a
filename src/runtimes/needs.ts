import type { Environment } from '../record/record';
import { capabilityOf, type On } from './target';
import type { Capability } from './types';

/** What a device offers of what backends need, as a run's environment holds it. */
export type Offers = Pick<Environment, 'gpu' | 'webgl'>;

interface Adapter {
  readonly name: string;
  readonly software: boolean;
}

interface Need {
  /** What the device has of it. */
  readonly adapter: (offers: Offers) => Adapter | undefined;
  /** Said where there is none. */
  readonly missing: string;
}

/** By the capability's `needs`. */
const needs: Readonly<Record<NonNullable<Capability['needs']>, Need>> = {
  webgpu: {
    adapter: ({ gpu }) => gpu && { name: gpu.adapter, software: gpu.software },
    missing: 'There is no WebGPU adapter here.',
  },
  webgl: {
    adapter: ({ webgl }) => webgl && { name: webgl.renderer, software: webgl.software },
    missing: 'There is no WebGL 2 here.',
  },
};

const needOf = (on: On): Need | undefined => {
  const need = capabilityOf(on)?.needs;
  return need && needs[need];
};

/** The GPU that a target computes on; undefined where it needs none, or there is none. */
export function adapterOn(on: On, offers: Offers): Adapter | undefined {
  return needOf(on)?.adapter(offers);
}

/** Whether a target computes on a GPU that is software, on the processor's own cores. */
export function isOnSoftware(on: On, offers: Offers): boolean {
  return adapterOn(on, offers)?.software === true;
}

/**
 * Why a device can't run a target, in a sentence, before anything is loaded.
 * @param offers undefined while nobody has looked: nothing is missing then
 */
export function obstacleOn(on: On, offers: Offers | undefined): string | undefined {
  const need = needOf(on);
  return need && offers && !need.adapter(offers) ? need.missing : undefined;
}
