import { bytesPerNumber } from '../../domain/precision';
import { listed, plural } from '../../domain/words';
import type { Calibration, Chip } from '../chips/schema';
import { predict, TENTH } from '../prediction/predict';
import type { Work } from '../prediction/work';
import type { MeasuredCell } from './cells';

/** Multiply–accumulates of a network that reaches half of what large ones do: the catalogue's chips fit 1.5 to 3 × 10⁸. */
const HALF_MACS = 2e8;

/** Assumed of one launch, ms: a call, or commands to a GPU and what comes back of them. */
const OVERHEAD_MS: Readonly<Record<'cpu' | 'gpu', number>> = { cpu: 0.1, gpu: 1 };

/** Of ln(measured ÷ predicted), where no network was measured: the catalogue's chips lie so far apart. */
const SIGMA_ALONE = 0.8;
/** The same once a few were, and how many count for as much as it. */
const SIGMA_FIRST = 0.6;
const FIRST_WEIGHT = 4;

export const workOfCell = ({ macs, parameters, precision, launches }: MeasuredCell): Work => ({
  macs,
  weightBytes: parameters * (bytesPerNumber(precision) ?? 4),
  precision,
  batch: 1,
  scenario: 'single-stream',
  launches,
});

const middle = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/**
 * How much of its measured peak this device's networks reach. Before any is measured that is all of it, which they can't beat, with a
 * wide interval; then what their median says, at most all, with an interval as wide as they lie apart.
 * @param cells on the chip's own backend
 */
export function calibrationHere(chip: Chip, cells: readonly MeasuredCell[]): Calibration {
  const alone: Calibration = {
    utilisation: 1,
    overheadMs: OVERHEAD_MS[chip.kind === 'cpu' ? 'cpu' : 'gpu'],
    halfMacs: HALF_MACS,
    sigma: SIGMA_ALONE,
    measurements: 0,
    assumed: true,
    basis: 'the peak was measured here and is taken as reached: no network was measured on it yet',
  };
  const residuals = (calibration: Calibration) =>
    cells.flatMap((cell) => {
      const estimate = predict(chip, workOfCell(cell), calibration);
      return estimate.kind === 'estimate' ? [Math.log(cell.ms / estimate.ms)] : [];
    });
  const first = residuals(alone);
  if (first.length === 0) return alone;
  const fitted = { ...alone, utilisation: Math.min(1, Math.exp(-middle(first))) };
  const sizes = residuals(fitted)
    .map(Math.abs)
    .sort((a, b) => a - b);
  const width = (sizes[Math.ceil(0.8 * sizes.length) - 1] ?? 0) / TENTH;
  const variance = (sizes.length * width ** 2 + FIRST_WEIGHT * SIGMA_FIRST ** 2) / (sizes.length + FIRST_WEIGHT);
  const titles = [...new Set(cells.map(({ title }) => title))];
  const shown = titles.length > 3 ? [...titles.slice(0, 2), plural(titles.length - 2, 'other')] : titles;
  return {
    ...fitted,
    sigma: Math.sqrt(variance),
    measurements: sizes.length,
    assumed: false,
    basis: `from ${plural(sizes.length, 'measurement')} on this device: ${listed(shown)}`,
  };
}
