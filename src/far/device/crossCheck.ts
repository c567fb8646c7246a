import { rate } from '../../domain/rate';
import { plural } from '../../domain/words';
import { rateOf } from '../prediction/rate';
import type { MeasuredCell } from './cells';
import type { DeviceChip } from './deviceChips';

/** Whether networks measured here stay below the matrix product, as they must if it is the best that the runtimes' kernels do. */
export interface CrossCheck {
  /** Undefined: there is nothing to compare. */
  readonly isBelow?: boolean;
  readonly sentence: string;
}

/** The clock and the device's temperature move both by so much. */
const SLACK = 1.05;

/** @param rows of {@link deviceChipsOf} */
export function crossCheckOf(rows: readonly DeviceChip[], cells: readonly MeasuredCell[]): CrossCheck {
  const shares = cells.flatMap((cell) => {
    const row = rows.find(({ backend, threads }) => backend === cell.backend && threads === cell.threads);
    const peak = row && rateOf(row.chip, cell.precision);
    if (!row || !peak || typeof peak === 'string') return [];
    const perSecond = (2 * cell.macs) / (cell.ms / 1000);
    return [{ cell, row, perSecond, share: perSecond / (peak.peakTops * 1e12), unit: unitOf(peak.runs) }];
  });
  const most = shares.toSorted((a, b) => b.share - a.share)[0];
  if (!most) return { sentence: 'No network was measured where a matrix product was: nothing checks it yet.' };
  const { cell, row, perSecond, share, unit } = most;
  const reached = `${cell.title} on ${row.chip.name} reaches ${rate(perSecond, unit)}`;
  const product = rate(perSecond / share, unit);
  if (share > SLACK) {
    return {
      isBelow: false,
      sentence: `${reached}, more than the ${product} of the matrix product there: the device was busy or warm when that was measured, or convolutions save multiplications. Measure the device again.`,
    };
  }
  return {
    isBelow: true,
    sentence: `Of ${plural(shares.length, 'measured network')} none is faster than the matrix product: ${reached}, ${Math.round(100 * share)} % of its ${product}.`,
  };
}

const unitOf = (precision: string): 'OP/s' | 'FLOP/s' => (precision.startsWith('int') ? 'OP/s' : 'FLOP/s');
