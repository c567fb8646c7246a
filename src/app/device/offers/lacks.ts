import type { Environment } from '../../../record/record';
import type { Offers } from './read';

/** What is missing or switched off here and costs speed, the costliest first. */
export type Lack =
  | 'no-webgpu'
  | 'software-gpu'
  | 'not-isolated'
  | 'no-shared-memory'
  | 'one-core'
  | 'no-gpu'
  | 'no-half-precision'
  | 'no-simd'
  | 'no-float-textures'
  | 'coarse-clock'
  | 'on-battery'
  | 'no-neural-processor';

/** Coarser than this, short answers can't be timed one by one. */
const COARSE_MS = 0.5;

const finds: readonly (readonly [Lack, (environment: Environment, offers: Offers) => boolean])[] = [
  ['no-gpu', ({ gpu, webgl }) => !gpu && !webgl],
  ['no-webgpu', ({ gpu, webgl }) => !gpu && webgl !== undefined],
  ['software-gpu', ({ gpu, webgl }) => (gpu ?? webgl)?.software === true],
  ['not-isolated', ({ crossOriginIsolated }) => !crossOriginIsolated],
  ['no-shared-memory', ({ crossOriginIsolated, sharedMemory }) => crossOriginIsolated && sharedMemory === false],
  ['one-core', ({ cores }) => cores === 1],
  ['no-simd', (_, { simd }) => !simd],
  // A software GPU lacks it because it is software: that is said already.
  ['no-half-precision', ({ gpu }) => gpu !== undefined && !gpu.software && !gpu.features.includes('shader-f16')],
  ['no-float-textures', (_, { floatTextures }) => floatTextures === false],
  ['coarse-clock', ({ timerResolutionMs }) => timerResolutionMs > COARSE_MS],
  ['on-battery', (_, { power }) => power?.charging === false],
  ['no-neural-processor', (_, { neuralProcessor }) => !neuralProcessor],
];

export function lacksOf(environment: Environment, offers: Offers): Lack[] {
  return finds.flatMap(([lack, is]) => (is(environment, offers) ? [lack] : []));
}
