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
 * Samples to take in one visit: as many as fill the slice, at least one. Less would time the switch between cells rather
 * than the cell: cold caches, a GPU that has clocked down.
 * @param sampleMs expected span of one sample (median × batch)
 * @param sliceMs the scenario's; Infinity stays until the cell is done
 * @throws RangeError when the span is not positive
 */
export function samplesPerVisit(sampleMs: number, sliceMs: number): number {
  if (!(sampleMs > 0)) throw new RangeError(`A sample can't span ${sampleMs} ms.`);
  return Math.max(1, Math.round(sliceMs / sampleMs));
}
