import { niceCeiling } from '../../charts/lane';
import { FRAMES_KEPT, type FrameTime } from '../../workloads/frames/statistics';

/** One path for each part of a frame's time, since 120 frames of rectangles of their own would be slow to lay out. */
export interface StripPaths {
  readonly pre: string;
  readonly inference: string;
  /** Post-processing and messages. */
  readonly after: string;
}

/** Share of a frame's column that its bar fills. */
const FILLED = 0.76;

/** End of the strip's axis, ms: all but the odd slow frame fit. */
export function stripEnd(p95Ms: number): number {
  return niceCeiling(p95Ms * 1.15);
}

/**
 * Bars in a box of {@link FRAMES_KEPT} × 1, the newest at its right side, the parts on top of each other in the order in
 * which they happened. What is higher than the axis is cut off at its end.
 */
export function stripPaths(times: readonly FrameTime[], endMs: number): StripPaths {
  const paths = { pre: '', inference: '', after: '' };
  const first = FRAMES_KEPT - times.length;
  const short = (value: number) => Number(value.toFixed(4));
  times.forEach(({ preMs, inferenceMs, postMs, rpcMs }, index) => {
    let belowMs = 0;
    const bar = (ms: number) => {
      const bottom = 1 - Math.min(1, belowMs / endMs);
      belowMs += ms;
      const top = 1 - Math.min(1, belowMs / endMs);
      return bottom > top ? `M${first + index} ${short(bottom)}h${FILLED}V${short(top)}h${-FILLED}z` : '';
    };
    paths.pre += bar(preMs);
    paths.inference += bar(inferenceMs);
    paths.after += bar(postMs + rpcMs);
  });
  return paths;
}
