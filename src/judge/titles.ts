import { listed } from '../domain/words';
import type { Cell } from '../record/record';
import { targetTitle } from '../runtimes/target';

/** "ONNX Runtime · WASM ×4", threads as they really were. */
export function titleOf({ target, actual, precision }: Cell): string {
  return targetTitle(target.id, actual?.threads ?? target.threads, precision);
}

/** "A, B and C". */
export const titles = (cells: readonly Cell[]) => listed(cells.map(titleOf));
