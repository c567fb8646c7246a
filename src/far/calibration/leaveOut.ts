import type { Chip } from '../chips/schema';
import { launchOf, TENTH } from '../prediction/predict';
import { figuresOf, fitTo, type Case, type Fit } from './fit';

/** How a case is predicted by a fit that never saw its chip, or its network. */
export interface LeftOut {
  readonly case: Case;
  /** ln(measured ÷ predicted). */
  readonly residual: number;
  /** Measurements of its chip that the fit saw. */
  readonly seen: number;
}

export type By = 'chip' | 'network';

/** Leaves out each chip, or each network, in turn, fits to the others and predicts what was left out. */
export function leaveOut(cases: readonly Case[], by: By, whole: Fit = fitTo(cases)): LeftOut[] {
  return [...new Set(cases.map(({ measurement }) => measurement[by]))].flatMap((id) => {
    const left = cases.filter(({ measurement }) => measurement[by] === id);
    const others = cases.filter(({ measurement }) => measurement[by] !== id);
    const fit = fitTo(others, whole);
    return left.map((one): LeftOut => {
      const seen = others.filter(({ measurement }) => measurement.chip === one.measurement.chip).length;
      return { case: one, residual: residualOf(one, fit), seen };
    });
  });
}

/** ln(measured ÷ predicted). */
export function residualOf({ measurement, chip, demand, logMs }: Case, fit: Fit): number {
  const figures = { ...figuresOf(fit, measurement.chip, chip), assumed: false, basis: '' };
  return logMs - Math.log(launchOf(figures, demand).busyMs + figures.overheadMs);
}

/** In measurements: a chip of so many has half of its spread from itself, half from all chips. */
const OWN_WEIGHT = 12;

/** In chips: the same for a kind. */
const KIND_WEIGHT = 3;

/** In measurements: a chip of so many is halfway between a borrowed prediction and its own. */
const BORROWED = 2;

/** How far predictions lie from measurements, by how much they borrow. */
export interface Spread {
  readonly networks: readonly LeftOut[];
  readonly chips: readonly LeftOut[];
}

/**
 * Deviation of ln(measured ÷ predicted) for one chip, from what leaving networks out (its own measurements) and leaving chips
 * out (those that it borrows) showed. Each is taken as wide as holds 80 % of the residuals, not as their root mean square: their
 * tails are longer than a normal distribution's.
 * @param measurements of the chip that its figures are fitted to: none borrows all
 */
export function sigmaOf({ networks, chips }: Spread, id: string, kind: Chip['kind'], measurements: number): number {
  const all = widthOf(networks);
  const own = networks.filter((one) => one.case.measurement.chip === id);
  const ownVariance = blend(own.length, OWN_WEIGHT, widthOf(own) ** 2, all ** 2);
  const ofKind = chips.filter((one) => one.case.chip.kind === kind && one.case.measurement.chip !== id);
  const count = new Set(ofKind.map((one) => one.case.measurement.chip)).size;
  const kindVariance = blend(count, KIND_WEIGHT, widthOf(ofKind) ** 2, widthOf(chips) ** 2);
  const borrowed = Math.max(kindVariance, ownVariance);
  return Math.sqrt(blend(measurements, BORROWED, ownVariance, borrowed));
}

const blend = (count: number, weight: number, own: number, others: number): number =>
  count === 0 ? others : (count * own + weight * others) / (count + weight);

/** So wide that four of five residuals lie within 1.28 of it; each chip counts for its measurements up to twelve. */
function widthOf(residuals: readonly LeftOut[]): number {
  const counts = new Map<string, number>();
  for (const { case: one } of residuals) counts.set(one.measurement.chip, (counts.get(one.measurement.chip) ?? 0) + 1);
  const weighed = residuals
    .map((one) => ({
      size: Math.abs(one.residual),
      weight: Math.min(1, OWN_WEIGHT / (counts.get(one.case.measurement.chip) as number)),
    }))
    .sort((a, b) => a.size - b.size);
  const total = weighed.reduce((sum, { weight }) => sum + weight, 0);
  let below = 0;
  for (const { size, weight } of weighed) {
    below += weight;
    if (below >= 0.8 * total) return size / TENTH;
  }
  return 0;
}
