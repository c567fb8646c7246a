/** Weights of a matrix in whole numbers, block by block along its rows: as ONNX Runtime's `MatMulNBits` reads them. */
export interface Blocks {
  /** [rows, blocks of a row, bytes of a block]: 4-bit numbers lie in pairs, the first in the lower half. */
  readonly packed: Uint8Array;
  /** [rows, blocks of a row] */
  readonly scales: Float32Array;
  readonly bits: 4 | 8;
  readonly block: number;
}

/**
 * Rounds each block of a row to 2^bits steps around nought, the step such that the number farthest from it falls on the last one
 * on the larger side (−2^(bits−1)): as llama.cpp's q4_0 and ONNX Runtime's own quantiser do.
 * @param matrix [rows, columns], row-major; columns a multiple of `block`
 */
export function quantiseBlocks(matrix: Float32Array, columns: number, bits: 4 | 8, block: number): Blocks {
  if (columns % block !== 0) throw new RangeError(`${columns} columns do not make whole blocks of ${block}.`);
  const count = matrix.length / block;
  const middle = 2 ** (bits - 1);
  const scales = new Float32Array(count);
  const packed = new Uint8Array((matrix.length * bits) / 8);
  for (let at = 0; at < count; at++) {
    const begin = at * block;
    let farthest = 0;
    for (let i = begin; i < begin + block; i++) {
      const value = matrix[i] as number;
      if (Math.abs(value) > Math.abs(farthest)) farthest = value;
    }
    const scale = farthest / -middle;
    scales[at] = scale;
    const inverse = scale === 0 ? 0 : 1 / scale;
    for (let i = begin; i < begin + block; i++) {
      const step = Math.min(2 * middle - 1, Math.max(0, Math.round((matrix[i] as number) * inverse) + middle));
      if (bits === 8) packed[i] = step;
      else packed[i >> 1] = (packed[i >> 1] as number) | (step << ((i & 1) * 4));
    }
  }
  return { packed, scales, bits, block };
}

/** @returns the matrix that the blocks stand for */
export function dequantiseBlocks({ packed, scales, bits, block }: Blocks): Float32Array {
  const middle = 2 ** (bits - 1);
  return Float32Array.from({ length: scales.length * block }, (_, i) => {
    const step = bits === 8 ? (packed[i] as number) : ((packed[i >> 1] as number) >> ((i & 1) * 4)) & 15;
    return (step - middle) * (scales[Math.floor(i / block)] as number);
  });
}
