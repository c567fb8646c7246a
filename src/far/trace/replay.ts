import type { NetworkProfile } from '../profile';
import type { Trace } from './trace';

/**
 * The network that each of some requests meets, spread evenly over the trace. What it is when a request begins it stays until the answer
 * is there. The trace has its own ups and downs: no jitter or loss is added to them.
 * @returns by the request's index
 */
export function networksOf({ points, durationMs }: Trace, requests: number): (index: number) => NetworkProfile {
  const profiles = points.map(({ atMs, rttMs, downKbps, upKbps }): NetworkProfile => {
    return {
      id: `trace:${Math.round(atMs)}`,
      title: 'A recorded network',
      source: `recorded, ${Math.round(atMs / 1000)} s in`,
      rttMs,
      downKbps,
      upKbps,
      jitterShare: 0,
      distribution: 'normal',
      lossRate: 0,
      note: '',
    };
  });
  return (index) => {
    const nowMs = ((index + 0.5) / requests) * durationMs;
    let [low, high] = [0, points.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((points[middle]?.atMs ?? 0) <= nowMs) low = middle;
      else high = middle - 1;
    }
    return profiles[low] as NetworkProfile;
  };
}
