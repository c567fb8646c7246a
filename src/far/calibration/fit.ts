import type { Chip } from '../chips/schema';
import { demandOf, type Demand } from '../prediction/demand';
import { bestTops } from '../prediction/rate';
import { solvePositive } from './cholesky';
import type { Measurement } from './measurements';

/** A measurement on a chip that has the figures to be compared with it. */
export interface Case {
  readonly measurement: Measurement;
  readonly chip: Chip;
  readonly demand: Demand;
  /** Of the measured time of one launch, ln ms. */
  readonly logMs: number;
}

/** What is fitted, before a chip's own deviation is added: logits of shares, ln of amounts. */
interface KindFit {
  readonly utilisation: number;
  readonly overhead: number;
  readonly bandwidth: number;
}

interface ChipFit {
  readonly utilisation: number;
  readonly overhead: number;
  readonly halfMacs: number;
}

export interface Fit {
  readonly halfMacs: number;
  readonly kinds: Readonly<Record<string, KindFit>>;
  readonly chips: ReadonlyMap<string, ChipFit>;
}

/** Its median chip, 10¹² operations a second: the overhead of a kind is that of such a chip. */
const KINDS: Readonly<Record<Chip['kind'], number>> = {
  gpu: 150,
  'integrated-gpu': 3,
  cpu: 0.4,
  npu: 20,
  'matrix-engine': 20,
};
const kindNames = Object.keys(KINDS) as Chip['kind'][];

/** A launch costs less time on a larger chip: it falls with this power of the peak (fitted once, 0.29 to 0.34). */
const OVERHEAD_POWER = 0.3;

const logit = (share: number) => Math.log(share / (1 - share));
const expit = (value: number) => 1 / (1 + Math.exp(-value));

/**
 * Means and deviations that the parameters are drawn towards: wide ones for the kinds, within which the chips' lie (a hierarchy:
 * a chip of few measurements stays near its kind). Shares as logits, amounts as ln.
 */
const PRIOR = {
  halfMacs: [Math.log(2e8), 1.5],
  utilisation: [logit(0.35), 0.8],
  overhead: [Math.log(1), 1.5],
  bandwidth: [logit(0.65), 0.5],
  chipUtilisation: [0, 0.6],
  chipOverhead: [0, 0.8],
  chipHalfMacs: [0, 1],
} as const;

/** Of ln(time) around a good prediction; the scale of the residuals. */
const NOISE = 0.25;

/** In units of `NOISE`: beyond it a residual counts ever less (Cauchy), so that a few odd networks don't bend all. */
const ROBUST = 0.7;

/** Of a chip's measurements so many weigh fully; more of them share that weight. */
const FULL_WEIGHT = 12;

/** @returns the cases of the measurements of one role: those that may be fitted to, if none is named */
export function casesOf(
  measurements: readonly Measurement[],
  chipOf: (id: string) => Chip | undefined,
  role: Measurement['role'] = 'fitted',
): Case[] {
  return measurements.flatMap((measurement): Case[] => {
    const chip = chipOf(measurement.chip);
    if (!chip || measurement.role !== role) return [];
    const demand = demandOf(chip, measurement, true);
    if (demand.kind === 'refused') return [];
    const perSample = measurement.scenario === 'offline' ? demand.batch : 1;
    return [{ measurement, chip, demand, logMs: Math.log(measurement.measuredMs * perSample) }];
  });
}

const overheadOffset = (chip: Chip): number =>
  -OVERHEAD_POWER * Math.log((bestTops(chip) ?? KINDS[chip.kind]) / KINDS[chip.kind]);

interface Layout {
  readonly size: number;
  readonly kind: (name: Chip['kind']) => number;
  /** -1 for a chip that nothing is fitted to. */
  readonly chip: (id: string) => number;
  readonly chipIds: readonly string[];
}

function layoutOf(chipIds: readonly string[]): Layout {
  const first = 1 + 3 * kindNames.length;
  const kinds = new Map(kindNames.map((name, index) => [name, 1 + 3 * index]));
  const chips = new Map(chipIds.map((id, index) => [id, first + 3 * index]));
  return {
    size: first + 3 * chipIds.length,
    kind: (name) => kinds.get(name) as number,
    chip: (id) => chips.get(id) ?? -1,
    chipIds,
  };
}

/** Predicted ln ms of one launch and its derivatives by the seven parameters that it depends on. */
function logTime({ measurement, chip, demand }: Case, theta: Float64Array, layout: Layout) {
  const kind = layout.kind(chip.kind);
  const own = layout.chip(measurement.chip);
  const at = (index: number) => (index < 0 ? 0 : (theta[index] as number));
  const utilisation = expit(at(kind) + at(own));
  const overheadMs = Math.exp(at(kind + 1) + (own < 0 ? 0 : at(own + 1)) + overheadOffset(chip));
  const bandwidth = expit(at(kind + 2));
  const halfMacs = Math.exp(at(0) + (own < 0 ? 0 : at(own + 2)));
  const small = demand.macs >= 1 ? Math.sqrt((demand.reuse * halfMacs) / demand.macs) : 0;
  const computeMs = (demand.peakMs * (1 + small)) / utilisation;
  const memoryMs = demand.memoryMs / bandwidth;
  const ms = Math.max(computeMs, memoryMs) + demand.reloadMs + overheadMs;
  const isCompute = computeMs >= memoryMs;
  const byUtilisation = isCompute ? (-computeMs * (1 - utilisation)) / ms : 0;
  const byHalfMacs = isCompute ? (computeMs / ms) * (small / (1 + small)) * 0.5 : 0;
  const slopes: [number, number][] = [
    [0, byHalfMacs],
    [kind, byUtilisation],
    [kind + 1, overheadMs / ms],
    [kind + 2, isCompute ? 0 : (-memoryMs * (1 - bandwidth)) / ms],
  ];
  if (own >= 0) slopes.push([own, byUtilisation], [own + 1, overheadMs / ms], [own + 2, byHalfMacs]);
  return { log: Math.log(ms), slopes };
}

function priorsOf({ size, chipIds }: Layout): readonly (readonly [number, number])[] {
  return [
    PRIOR.halfMacs,
    ...kindNames.flatMap(() => [PRIOR.utilisation, PRIOR.overhead, PRIOR.bandwidth]),
    ...chipIds.flatMap(() => [PRIOR.chipUtilisation, PRIOR.chipOverhead, PRIOR.chipHalfMacs]),
  ].slice(0, size);
}

/**
 * The figures that make the measurements and the priors most likely: Levenberg–Marquardt on ln(time), with the weights of a
 * Cauchy error set anew at each step.
 * @param begin of a fit to almost the same cases
 */
export function fitTo(cases: readonly Case[], begin?: Fit): Fit {
  const chipIds = [...new Set(cases.map(({ measurement }) => measurement.chip))].sort();
  const layout = layoutOf(chipIds);
  const priors = priorsOf(layout);
  const counts = new Map<string, number>();
  for (const { measurement } of cases) counts.set(measurement.chip, (counts.get(measurement.chip) ?? 0) + 1);

  let theta = Float64Array.from(priors, ([mean]) => mean);
  if (begin) theta = carried(begin, layout, theta);
  const lossAt = (point: Float64Array): number => {
    let loss = 0;
    for (const one of cases) {
      const z = (logTime(one, point, layout).log - one.logMs) / NOISE;
      const share = Math.min(1, FULL_WEIGHT / (counts.get(one.measurement.chip) as number));
      loss += share * ROBUST ** 2 * Math.log1p((z / ROBUST) ** 2);
    }
    return priors.reduce((sum, [mean, sd], index) => sum + (((point[index] as number) - mean) / sd) ** 2, loss);
  };

  let loss = lossAt(theta);
  let damping = 1e-2;
  for (let step = 0; step < 100; step++) {
    const normal = new Float64Array(layout.size ** 2);
    const gradient = new Float64Array(layout.size);
    for (const one of cases) {
      const { log, slopes } = logTime(one, theta, layout);
      const z = (log - one.logMs) / NOISE;
      const share = Math.min(1, FULL_WEIGHT / (counts.get(one.measurement.chip) as number));
      const weight = share / (1 + (z / ROBUST) ** 2) / NOISE;
      for (const [row, slope] of slopes) {
        gradient[row]! += weight * slope * z;
        for (const [column, other] of slopes) normal[row * layout.size + column]! += (weight * slope * other) / NOISE;
      }
    }
    priors.forEach(([mean, sd], index) => {
      gradient[index]! += ((theta[index] as number) - mean) / sd ** 2;
      normal[index * layout.size + index]! += 1 / sd ** 2;
    });
    for (let index = 0; index < layout.size; index++) normal[index * layout.size + index]! *= 1 + damping;
    const move = solvePositive(normal, gradient);
    const next = theta.map((value, index) => value - (move[index] as number));
    const nextLoss = lossAt(next);
    if (nextLoss <= loss) {
      const gain = loss - nextLoss;
      theta = next;
      loss = nextLoss;
      damping = Math.max(damping / 5, 1e-9);
      if (gain < 1e-7 * loss) break;
    } else {
      damping *= 8;
      if (damping > 1e9) break;
    }
  }
  return {
    halfMacs: Math.exp(theta[0] as number),
    kinds: Object.fromEntries(
      kindNames.map((name) => {
        const at = layout.kind(name);
        return [name, { utilisation: theta[at]!, overhead: theta[at + 1]!, bandwidth: theta[at + 2]! }];
      }),
    ),
    chips: new Map(
      chipIds.map((id) => {
        const at = layout.chip(id);
        return [id, { utilisation: theta[at]!, overhead: theta[at + 1]!, halfMacs: theta[at + 2]! }];
      }),
    ),
  };
}

/** Where another fit ended, in the places of this one's parameters. */
function carried({ halfMacs, kinds, chips }: Fit, layout: Layout, empty: Float64Array) {
  const theta = Float64Array.from(empty);
  theta[0] = Math.log(halfMacs);
  for (const name of kindNames) {
    const { utilisation, overhead, bandwidth } = kinds[name] as KindFit;
    theta.set([utilisation, overhead, bandwidth], layout.kind(name));
  }
  for (const id of layout.chipIds) {
    const known = chips.get(id);
    if (known) theta.set([known.utilisation, known.overhead, known.halfMacs], layout.chip(id));
  }
  return theta;
}

/** The figures of one chip: its kind's, with its own deviation where it has measurements. */
export function figuresOf({ halfMacs, kinds, chips }: Fit, id: string, chip: Chip) {
  const kind = kinds[chip.kind] as KindFit;
  const own = chips.get(id) ?? { utilisation: 0, overhead: 0, halfMacs: 0 };
  return {
    utilisation: expit(kind.utilisation + own.utilisation),
    overheadMs: Math.exp(kind.overhead + own.overhead + overheadOffset(chip)),
    bandwidth: expit(kind.bandwidth),
    halfMacs: halfMacs * Math.exp(own.halfMacs),
  };
}
