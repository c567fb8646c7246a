import type { Environment } from '../record/record';

/** "Chrome/141.0.7390.0" → "Chrome/": a browser stays the same when it is updated. */
const withoutVersions = (userAgent: string) => userAgent.replace(/\d+(?:\.\d+)*/g, '');

/** What stays the same of a browser on a device from run to run. */
export function deviceFacts({ platform, cores, memoryGiB, userAgent, gpu, webgl }: Environment) {
  return [platform, cores, memoryGiB, withoutVersions(userAgent), gpu?.adapter, webgl?.renderer];
}

/**
 * Whether two runs were made by the same browser on the same device, as far as they tell: stored runs may have been imported
 * from elsewhere, and say nothing of this one.
 */
export function sameDevice(a: Environment, b: Environment): boolean {
  const others = deviceFacts(b);
  return deviceFacts(a).every((fact, index) => fact === others[index]);
}
