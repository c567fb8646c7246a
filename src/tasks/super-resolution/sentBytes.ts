import type { Pixels } from '../types';

/** Signature, header, one data chunk's frame and the end: PNG Specification, third edition, 5 and 11.2. */
const FRAME_BYTES = 8 + 25 + 12 + 12;

/**
 * About what a picture takes as an RGB PNG, lossless as a server would send an enlargement whose pixels are the point of it: the
 * entropy of every value's difference from the one above, to which the coding inside comes near in a photograph. A real encoder
 * would take longer than the rest of the answer around the network, and its time would be charged to this side.
 */
export function pngBytes({ width, height, data }: Pixels): number {
  const line = width * 4;
  const counts = new Uint32Array(256);
  for (let i = 0; i < data.length; i += 4) {
    for (let c = i; c < i + 3; c++) counts[(data[c]! - (c < line ? 0 : data[c - line]!)) & 255]!++;
  }
  const total = width * height * 3;
  let bits = 0;
  for (const count of counts) if (count > 0) bits -= count * Math.log2(count / total);
  // Every row begins with the name of its filter.
  return Math.ceil(FRAME_BYTES + height + bits / 8);
}
