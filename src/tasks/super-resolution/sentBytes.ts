import type { Pixels } from '../types';

/** Signature, header, one data chunk's frame and the end: PNG Specification, third edition, 5 and 11.2. */
const FRAME_BYTES = 8 + 25 + 12 + 12;
/** Filter type `Up`: the difference from the pixel above. */
const UP = 2;

/**
 * Bytes of a picture as an RGB PNG with every row filtered against the one above: lossless, as a server would send an enlargement
 * whose pixels are the point of it.
 */
export async function pngBytes({ width, height, data }: Pixels): Promise<number> {
  const line = 1 + width * 3;
  const rows = new Uint8Array(line * height);
  for (let y = 0; y < height; y++) {
    rows[y * line] = UP;
    for (let x = 0; x < width; x++) {
      const s = (y * width + x) * 4;
      for (let c = 0; c < 3; c++) {
        rows[y * line + 1 + x * 3 + c] = data[s + c]! - (y > 0 ? data[s + c - width * 4]! : 0);
      }
    }
  }
  const compressed = new Blob([rows]).stream().pipeThrough(new CompressionStream('deflate'));
  return FRAME_BYTES + (await new Response(compressed).arrayBuffer()).byteLength;
}
