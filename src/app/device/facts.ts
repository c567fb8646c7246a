import type { Environment } from '../../record/record';

/** What stays the same of this browser on this device, as one text; another isolation gives other threads and another clock. */
export function deviceFacts({
  userAgent,
  platform,
  cores,
  gpu,
  webgl,
  crossOriginIsolated,
  runtimes,
}: Environment): string {
  return JSON.stringify([
    userAgent,
    platform,
    cores,
    gpu?.adapter,
    webgl?.renderer,
    crossOriginIsolated,
    runtimes,
  ]).slice(0, 2000);
}
