import { listed } from '../domain/words';
import type { Cell } from '../record/record';
import { targetTitle } from '../runtimes/target';

/** "ONNX Runtime · WASM ×4", threads as they really were. */
export const titleOf = (cell: Cell) => targetTitle(cell.target.id, cell.actual?.threads ?? cell.target.threads);

/** "A, B and C". */
export const titles = (cells: readonly Cell[]) => listed(cells.map(titleOf));
