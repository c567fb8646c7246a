import { listed, plural } from '../../domain/words';
import type { Calibration, Chip } from '../chips/schema';
import { casesOf, figuresOf, fitTo, type Case, type Fit } from './fit';
import { leaveOut, sigmaOf, type Spread } from './leaveOut';
import type { Measurement } from './measurements';

const KIND_WORDS: Readonly<Record<Chip['kind'], readonly [string, string]>> = {
  cpu: ['processor', 'processors'],
  gpu: ['GPU', 'GPUs'],
  'integrated-gpu': ['integrated GPU', 'integrated GPUs'],
  npu: ['neural processor', 'neural processors'],
  'matrix-engine': ['matrix engine', 'matrix engines'],
};

export interface Calibrated {
  readonly cases: readonly Case[];
  readonly fit: Fit;
  readonly spread: Spread;
}

/** Fits to the measurements, and learns by leaving networks and chips out how far such predictions lie from what is measured. */
export function calibrate(measurements: readonly Measurement[], chips: ReadonlyMap<string, Chip>): Calibrated {
  const cases = casesOf(measurements, (id) => chips.get(id));
  const fit = fitTo(cases);
  return { cases, fit, spread: { networks: leaveOut(cases, 'network', fit), chips: leaveOut(cases, 'chip', fit) } };
}

/**
 * What a chip's file says of its calibration. One rule says what is borrowed: a chip's figures are those of its kind (processor,
 * GPU, integrated GPU, a device's or a server's matrix engine), its overhead by its size; measurements of its own pull them away
 * from there, the further the more there are. Without any it is marked as assumed.
 */
export function calibrationOf({ cases, fit, spread }: Calibrated, id: string, chip: Chip): Calibration {
  const own = cases.filter(({ measurement }) => measurement.chip === id);
  const figures = figuresOf(fit, id, chip);
  const rounded = (value: number, digits = 3) => Number(value.toPrecision(digits));
  return {
    utilisation: rounded(figures.utilisation),
    overheadMs: rounded(figures.overheadMs),
    bandwidth: rounded(figures.bandwidth),
    halfMacs: rounded(figures.halfMacs),
    sigma: rounded(sigmaOf(spread, id, chip.kind, own.length)),
    measurements: own.length,
    assumed: own.length === 0,
    basis: own.length > 0 ? ownBasis(own) : borrowedBasis(cases, chip),
  };
}

function ownBasis(own: readonly Case[]): string {
  const names = [...new Set(own.map(({ measurement }) => measurement.source.name))];
  const shown = names.length > 4 ? [...names.slice(0, 3), `${names.length - 3} other sources`] : names;
  return `fitted to ${plural(own.length, 'published measurement')} of it: ${listed(shown)}`;
}

function borrowedBasis(cases: readonly Case[], { kind }: Chip): string {
  const measured = new Set(cases.filter((one) => one.chip.kind === kind).map(({ measurement }) => measurement.chip));
  return `assumed from the ${plural(measured.size, ...KIND_WORDS[kind])} that were measured`;
}
