import type { WeightSource } from './weights';

/** CRC-32 as zlib's, bit by bit: names are short. */
function crc32(text: string): number {
  let crc = -1;
  for (const byte of new TextEncoder().encode(text)) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

/** The weights that `tools/decoder/reference.py` computes with: a hash of their name and place. */
export function hashedWeights(family: string): WeightSource {
  return {
    read(name, shape) {
      const length = shape.reduce((product, side) => product * side, 1);
      const spread = shape.length > 1 ? Math.sqrt(3 / shape.at(-1)!) : 0.3;
      // Gemma's norms scale by 1 + what the file holds.
      const offset = shape.length === 1 && name.endsWith('norm.weight') && family !== 'gemma3_text' ? 1 : 0;
      const seed = crc32(name);
      const data = Float32Array.from({ length }, (_, i) => {
        let x = (Math.imul(i, 2654435761) + seed) >>> 0;
        for (const multiplier of [0x21f0aaad, 0x735a2d97]) x = Math.imul(x ^ (x >>> 15), multiplier) >>> 0;
        return offset + (((x ^ (x >>> 15)) >>> 0) / 2 ** 31 - 1) * spread;
      });
      return { shape, data };
    },
  };
}
