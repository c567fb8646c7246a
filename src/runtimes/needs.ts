import type { Environment } from '../record/record';
import { HALVES, hasWebgl } from './gpu';
import { capabilityOf, type On } from './target';
import type { Capability, ComputePrecision } from './types';

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
  /** Whether a page has it, where a worker may not; absent where both have it or neither. */
  readonly onPage?: () => boolean;
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
    // WebKit has it on pages, and in workers not, or not such as TensorFlow.js takes.
    onPage: hasWebgl,
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

/** Whether this page may have what a target needs though no worker of it has. */
export function hasOnPage(on: On): boolean {
  return needOf(on)?.onPage?.() === true;
}

/** Said where a network computes in halves, and the GPU doesn't. */
export const NO_HALVES =
  'This form computes in half precision, which this GPU doesn’t. Choose another form of the model, or WASM.';

/**
 * Why a device can't run a target, in a sentence, before anything is loaded.
 * @param offers undefined while nobody has looked: nothing is missing then
 * @param artefacts what is to run on it, where that is known
 */
export function obstacleOn(
  on: On,
  offers: Offers | undefined,
  artefacts: readonly { readonly compute?: ComputePrecision }[] = [],
): string | undefined {
  const need = needOf(on);
  if (!need || !offers) return undefined;
  if (!need.adapter(offers)) return need.missing;
  const lacksHalves = capabilityOf(on)?.needs === 'webgpu' && offers.gpu?.features.includes(HALVES) === false;
  return lacksHalves && artefacts.some(({ compute }) => compute === 'fp16') ? NO_HALVES : undefined;
}
