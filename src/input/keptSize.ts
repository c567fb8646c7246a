/** Networks see at most 640 pixels a side; twice that keeps small text legible for the crop. */
export const MAX_SIDE = 1280;
/** From this length ÷ breadth on a picture is a strip, which is read piece by piece: there the breadth counts. */
export const STRIP = 2;
/** The canvas of an iPhone holds no more (4096 × 4096). */
const MAX_KEPT = 4096 * 4096;
/** Firefox and older Chromium give no longer canvas. */
const MAX_LENGTH = 16_384;

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** What a picture of that size is shrunk to for the networks, pixels; never enlarged. */
export function keptSize({ width, height }: Size): Size {
  const [long, short] = [Math.max(width, height), Math.min(width, height)];
  const scale =
    long <= short * STRIP
      ? MAX_SIDE / long
      : Math.min(MAX_SIDE / short, MAX_LENGTH / long, Math.sqrt(MAX_KEPT / (width * height)));
  if (scale >= 1) return { width, height };
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}
