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

/** A row's numbers less what stands for nought in their block. @param steps gets them, and of each block the largest */
function readRow(weights: BlockWeights, row: number, steps: Int16Array, largest: Int16Array): void {
  const { packed, middles, bits, block, columns } = weights;
  const across = Math.ceil(columns / block);
  const middleBytes = Math.ceil((across * bits) / 8);
  const isHalf = bits === 4;
  for (let at = 0; at < across; at++) {
    let middle = 1 << (bits - 1);
    if (middles) {
      const first = row * middleBytes;
      middle = isHalf
        ? ((middles[first + (at >> 1)] as number) >> ((at & 1) * 4)) & 15
        : (middles[first + at] as number);
    }
    const begin = at * block;
    const end = Math.min(columns, begin + block);
    const from = row * across * block;
    let most = 0;
    for (let i = begin; i < end; i++) {
      const place = from + i;
      const number = isHalf ? ((packed[place >> 1] as number) >> ((place & 1) << 2)) & 15 : (packed[place] as number);
      const step = number - middle;
      steps[i] = step;
      most = Math.max(most, Math.abs(step));
    }
    largest[at] = most;
  }
}

/**
 * Turns a matrix in blocks to one in 8 bits with one scale to a row: rounded again, by at most half a 127th of the row's largest.
 * @returns values int8 [columns, rows], and scales [rows] that a value of 1 stands for, so that 127 is the largest
 */
export function repackColumns(weights: BlockWeights): { readonly values: Uint8Array; readonly scales: Float32Array } {
  const { rows, columns, block } = weights;
  const across = Math.ceil(columns / block);
  const values = new Int8Array(rows * columns);
  const scales = new Float32Array(rows);
  const steps = new Int16Array(columns);
  const largest = new Int16Array(across);
  const tile = new Int8Array(TILE * columns);
  for (let begin = 0; begin < rows; begin += TILE) {
    const height = Math.min(TILE, rows - begin);
    for (let of = 0; of < height; of++) {
      const row = begin + of;
      readRow(weights, row, steps, largest);
      let most = 0;
      for (let at = 0; at < across; at++)
        most = Math.max(most, (largest[at] as number) * Math.abs(weights.scales[row * across + at] as number));
      scales[row] = most / 127;
      for (let at = 0; at < across; at++) {
        const factor = most > 0 ? ((weights.scales[row * across + at] as number) * 127) / most : 0;
        const end = Math.min(columns, (at + 1) * block);
        for (let i = at * block; i < end; i++) {
          const value = (steps[i] as number) * factor;
          // Rounded without asking which side of nought it is on, which no processor foresees.
          tile[of * columns + i] = ((value + 128.5) | 0) - 128;
        }
      }
    }
    for (let i = 0; i < columns; i++) {
      const place = i * rows + begin;
      for (let of = 0; of < height; of++) values[place + of] = tile[of * columns + i] as number;
    }
  }
  return { values: new Uint8Array(values.buffer), scales };
}
