import { isStrip } from '../tasks/strip';

/** Networks see at most 640 pixels a side; twice that keeps small text legible for the crop. */
const MAX_SIDE = 1280;
/** The canvas of an iPhone holds no more (4096 × 4096). */
const MAX_KEPT = 4096 * 4096;
/** Firefox and older Chromium give no longer canvas. */
const MAX_LENGTH = 16_384;

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** What a picture of that size is shrunk to for the networks, pixels; never enlarged. A strip keeps what is written across it. */
export function keptSize({ width, height }: Size): Size {
  const [long, short] = [Math.max(width, height), Math.min(width, height)];
  const scale = isStrip({ width, height })
    ? Math.min(MAX_SIDE / short, MAX_LENGTH / long, Math.sqrt(MAX_KEPT / (width * height)))
    : MAX_SIDE / long;
  if (scale >= 1) return { width, height };
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}
