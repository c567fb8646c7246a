import { shuffled, type Random } from '../domain/random';

/**
 * Rounds of an interleaved run: each visits every cell that still wants samples once, in a fresh random order, so that
 * heat, other programs and the battery hit all cells alike and none always follows the same neighbour. Ends when no cell
 * wants more.
 * @param wantsMore asked of every cell before each round; a cell that is done or has failed says no
 */
export function* rounds<T>(cells: readonly T[], random: Random, wantsMore: (cell: T) => boolean): Generator<T[]> {
  for (;;) {
    const live = cells.filter(wantsMore);
    if (live.length === 0) return;
    yield shuffled(live, random);
  }
}

/**
 * Cells that are open at the same time: as many, in their order, as fit the memory. One that fits nowhere stands alone.
 * @param bytesOf what a cell is expected to take while it is open
 * @param budget bytes
 */
export function packs<T>(cells: readonly T[], bytesOf: (cell: T) => number, budget: number): T[][] {
  const made: T[][] = [];
  let left = 0;
  for (const cell of cells) {
    const bytes = bytesOf(cell);
    const last = made.at(-1);
    if (last && bytes <= left) {
      last.push(cell);
      left -= bytes;
    } else {
      made.push([cell]);
      left = budget - bytes;
    }
  }
  return made;
}

/** Fewest samples of a visit, so that a slow cell does not pay for the switch in every one of them. */
const FEWEST = 4;

/**
 * Samples to take in one visit: as many as fill the slice, and four at least; less would time the switch between cells rather
 * than the cell: cold caches, a GPU that has clocked down. Where the cap is near, as many as fit under it, and one at least.
 * @param sampleMs expected span of one sample (median × batch)
 * @param sliceMs the scenario's; Infinity stays until the cell is done
 * @param leftMs until the cap
 * @throws RangeError when the span is not positive
 */
export function samplesPerVisit(sampleMs: number, sliceMs: number, leftMs = Infinity): number {
  if (!(sampleMs > 0)) throw new RangeError(`A sample can't span ${sampleMs} ms.`);
  const wanted = Math.max(FEWEST, Math.round(sliceMs / sampleMs));
  return Math.max(1, Math.min(wanted, Math.ceil(leftMs / sampleMs)));
}
