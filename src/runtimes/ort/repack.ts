/** A matrix in blocks of whole numbers along its rows, as `MatMulNBits` reads it. */
export interface BlockWeights {
  /** [rows, blocks of a row, bytes of a block]; of 4 bits in pairs, the first in the lower half. */
  readonly packed: Uint8Array;
  /** [rows, blocks of a row] */
  readonly scales: Float32Array;
  /** What stands for nought, of each block, packed as the numbers are, each row in whole bytes; the middle of the range where absent. */
  readonly middles?: Uint8Array;
  readonly bits: 4 | 8;
  readonly block: number;
  readonly rows: number;
  /** Of a row; its last block may be filled up beyond. */
  readonly columns: number;
}

/** Rows that are turned at once: what they become lies in so many bytes behind each other. */
const TILE = 64;

/** Numbers of 4 bits lie in pairs. */
const half = (bytes: Uint8Array, at: number) => ((bytes[at >> 1] as number) >> ((at & 1) * 4)) & 15;

/** @param target gets the numbers that a row's blocks stand for */
function readRow(
  { packed, scales, middles, bits, block, columns }: BlockWeights,
  row: number,
  target: Float32Array,
): void {
  const across = Math.ceil(columns / block);
  const middleBytes = Math.ceil((across * bits) / 8);
  for (let at = 0; at < across; at++) {
    const scale = scales[row * across + at] as number;
    const own = middles?.subarray(row * middleBytes, (row + 1) * middleBytes);
    const middle = own ? (bits === 8 ? (own[at] as number) : half(own, at)) : 2 ** (bits - 1);
    const [begin, end] = [at * block, Math.min(columns, (at + 1) * block)];
    const from = (row * across + at) * block - begin;
    if (bits === 8) for (let i = begin; i < end; i++) target[i] = ((packed[from + i] as number) - middle) * scale;
    else for (let i = begin; i < end; i++) target[i] = (half(packed, from + i) - middle) * scale;
  }
}

/**
 * Turns a matrix in blocks to one in 8 bits with one scale to a row: rounded again, by at most half a 127th of the row's largest.
 * @returns values int8 [columns, rows], and scales [rows] that a value of 1 stands for, so that 127 is the largest
 */
export function repackColumns(weights: BlockWeights): { readonly values: Uint8Array; readonly scales: Float32Array } {
  const { rows, columns } = weights;
  const values = new Uint8Array(rows * columns);
  const scales = new Float32Array(rows);
  const row = new Float32Array(columns);
  const tile = new Int8Array(TILE * columns);
  for (let begin = 0; begin < rows; begin += TILE) {
    const height = Math.min(TILE, rows - begin);
    for (let of = 0; of < height; of++) {
      readRow(weights, begin + of, row);
      let most = 0;
      for (let i = 0; i < columns; i++) most = Math.max(most, Math.abs(row[i] as number));
      scales[begin + of] = most / 127;
      const inverse = most > 0 ? 127 / most : 0;
      for (let i = 0; i < columns; i++) tile[i * height + of] = Math.round((row[i] as number) * inverse);
    }
    const bytes = new Uint8Array(tile.buffer);
    for (let i = 0; i < columns; i++) values.set(bytes.subarray(i * height, (i + 1) * height), i * rows + begin);
  }
  return { values, scales };
}
