import { openingsOf } from '../measure/summarise';
import type { Cell, Steady } from '../record/record';
import { differenceOf, EQUAL_CALLED_DIFFERENT, openingFloor } from '../statistics/openings';

/** The gap below which this device, as it was during a run, tells no two cells apart. */
export interface Floor {
  /** 0.028 for 2.8 %. */
  readonly share: number;
  /** From equal twins measured beside each other, or from how much openings of one cell differ. */
  readonly from: 'twins' | 'openings';
}

type Measured = Cell & { readonly steady: Steady };
const measured = (cells: readonly Cell[]) =>
  cells.filter((cell): cell is Measured => cell.status === 'completed' && cell.steady.openings > 1);

/** The two twins of each target that was measured as such. */
export function twinPairs(cells: readonly Cell[]): (readonly [Measured, Measured])[] {
  const twins = measured(cells).filter(({ twin }) => twin !== undefined);
  return twins.flatMap((one) => {
    const other = twins.find(
      ({ twin, model, target, artefact, input }) =>
        twin === 1 &&
        model === one.model &&
        target.id === one.target.id &&
        artefact?.precision === one.artefact?.precision &&
        input.id === one.input.id,
    );
    return one.twin === 0 && other ? [[one, other] as const] : [];
  });
}

/** Slower ÷ faster − 1 of two medians. */
const gapOf = (a: Steady, b: Steady) => Math.max(a.medianMs, b.medianMs) / Math.min(a.medianMs, b.medianMs) - 1;

/**
 * The device's floor during a run: what typical openings' spread would need, or what equal twins came to where that is more. Of
 * twins the gap counts that 95 % of pairs stay within; below twenty pairs that is the largest.
 * @param cells of one run, of any models
 * @returns undefined where no cell has two openings, as in a preview
 */
export function floorOf(cells: readonly Cell[]): Floor | undefined {
  const fromOpenings = openingsFloor(cells);
  if (!fromOpenings) return undefined;
  const gaps = twinPairs(cells)
    .map(([a, b]) => gapOf(a.steady, b.steady))
    .sort((a, b) => a - b);
  const twins = gaps[Math.ceil(0.95 * gaps.length) - 1] ?? 0;
  return twins > fromOpenings.share ? { share: twins, from: 'twins' } : fromOpenings;
}

/** The floor that openings alone give. */
export function openingsFloor(cells: readonly Cell[]): Floor | undefined {
  const share = openingFloor(measured(cells).map(({ steady }) => openingsOf(steady)));
  return share === undefined ? undefined : { share, from: 'openings' };
}

/** What else has to lie between two cells for them to be called different. */
export interface Grounds {
  /** The clock's tick, ms: a span is read within one tick of the truth. */
  readonly resolutionMs: number;
  readonly floor?: Floor;
}

/**
 * Whether two series differ: their openings say so, the gap is over the device's floor, and it exceeds a tick of the clock on
 * each side. Equal cells are called different in at most 5 of 100 pairs, also where openings differ much more on some targets
 * than on others; see the simulation beside this file's tests.
 */
export function different(a: Steady, b: Steady, { resolutionMs, floor }: Grounds): boolean {
  const difference = differenceOf(openingsOf(a), openingsOf(b));
  if (!difference || difference.chance > EQUAL_CALLED_DIFFERENT || difference.gap <= (floor?.share ?? 0)) return false;
  return Math.abs(a.medianMs - b.medianMs) > resolutionMs / a.batch + resolutionMs / b.batch;
}
