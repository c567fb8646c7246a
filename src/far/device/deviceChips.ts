import type { ProbeFigure, ProbeOutcome } from '../../measure/probes/types';
import {
  backendTitle,
  capabilityOf,
  isGpu,
  parseTarget,
  runtimeOf,
  takesThreads,
  type Target,
} from '../../runtimes/target';
import type { Chip } from '../chips/schema';
import { calibrationHere } from './calibrationHere';
import type { MeasuredCell } from './cells';

/** Outcomes by the probes' ids, and when the newest was made (ISO). */
export interface KeptProbes {
  readonly at: string;
  readonly probes: Readonly<Record<string, ProbeOutcome>>;
}

/** This device as a row among the chips: what one of its backends reaches, as probes found it. */
export interface DeviceChip {
  /** `device-wasm-4`. */
  readonly id: string;
  readonly chip: Chip;
  readonly backend: string;
  /** Where their number can be chosen. */
  readonly threads?: number;
  /** ISO. */
  readonly at: string;
  /** A GPU that the processor imitates. */
  readonly isSoftware: boolean;
}

/** The best product of a precision on a backend, whichever runtime's it is. */
interface Best {
  readonly figure: ProbeFigure;
  readonly runtime: string;
}

interface Backend {
  readonly target: Target;
  readonly threads?: number;
  readonly peaks: Map<string, Best>;
}

const PRODUCT = 'matrix-product:';

function backendsOf(probes: KeptProbes['probes']): Map<string, Backend> {
  const backends = new Map<string, Backend>();
  for (const [id, outcome] of Object.entries(probes)) {
    if (!id.startsWith(PRODUCT) || !outcome.ok) continue;
    const [name = '', asked = 'fp32'] = id.slice(PRODUCT.length).split(':');
    const target = parseTarget(name);
    if (!target) continue;
    const { figure } = outcome;
    const threads = takesThreads(target) ? (figure.threads ?? target.threads) : undefined;
    const key = threads === undefined ? target.backend : `${target.backend}-${threads}`;
    const backend = backends.get(key) ?? { target, ...(threads !== undefined && { threads }), peaks: new Map() };
    const precision = figure.precision ?? asked;
    const known = backend.peaks.get(precision);
    if (!known || figure.perSecond > known.figure.perSecond) {
      backend.peaks.set(precision, { figure, runtime: runtimeOf(target.runtime)?.title ?? target.runtime });
    }
    backends.set(key, backend);
  }
  return backends;
}

/** Bytes a second, and how that was found. */
function memoryOf(probes: KeptProbes['probes'], isOnGpu: boolean): { gbps: number; said: string } | undefined {
  const figureOf = (id: string) => {
    const outcome = probes[id];
    return outcome?.ok ? outcome.figure : undefined;
  };
  const gpu = isOnGpu ? figureOf('gpu-copy') : undefined;
  const figure = gpu ?? figureOf('memory-copy');
  if (!figure) return undefined;
  const where = gpu ? 'the GPU' : `one thread of the processor${isOnGpu ? ', which shares it' : ''}`;
  return { gbps: figure.perSecond / 1e9, said: `measured here: a copy by ${where}, ${figure.what}` };
}

const unknown = 'null: a browser doesn’t tell';

/**
 * This device among the chips: a row for each backend that was probed, and for WASM for each number of threads. Peaks are the products
 * that a runtime's own kernels reach, by precision; bandwidth is that of a copy, read and written counted apart.
 * @param cells kept runs, which say how much of that a network reaches here: {@link calibrationHere}
 * @param deviceClass as far as it is known
 * @returns the fastest in single precision first
 */
export function deviceChipsOf(
  { at, probes }: KeptProbes,
  cells: readonly MeasuredCell[] = [],
  deviceClass: Chip['class'] = 'laptop',
): DeviceChip[] {
  return [...backendsOf(probes)]
    .map(([key, { target, threads, peaks }]): DeviceChip => {
      const isOnGpu = isGpu(target);
      const memory = memoryOf(probes, isOnGpu);
      const figures = [...peaks.values()].map(({ figure }) => figure);
      const adapter = figures.find((figure) => figure.adapter)?.adapter;
      const date = at.slice(0, 'yyyy-mm-dd'.length);
      const told = threads === undefined ? (adapter ? `, ${adapter}` : '') : ` ×${threads}`;
      const chip: Chip = {
        asOf: date,
        vendor: 'This device',
        name: `${backendTitle(target)}${told}`,
        year: Number(date.slice(0, 4)),
        class: deviceClass,
        hop: 'local',
        kind: capabilityOf(target)?.kind === 'gpu' ? 'integrated-gpu' : 'cpu',
        peak_tops_dense: Object.fromEntries(
          [...peaks].map(([precision, { figure }]) => [precision, figure.perSecond / 1e12]),
        ),
        process_nm: null,
        mem_type: null,
        mem_bw_gbps: memory?.gbps ?? null,
        onchip_mb: null,
        mem_gb: null,
        power_w: null,
        price: null,
        notes: 'Measured by this page: what its runtimes reach in this browser, not what the chip could.',
        src: {
          ...Object.fromEntries(
            [...peaks].map(([precision, { figure, runtime }]) => [
              `peak_tops.${precision}`,
              `measured here: ${runtime}, a matrix product of ${figure.what}, on ${date}`,
            ]),
          ),
          mem_bw_gbps: memory?.said ?? 'null: no copy was measured yet',
          mem_gb: unknown,
          power_w: unknown,
        },
        src_quality: { primary: 0, secondary: 0, derived: 0, unverified: 0, null: memory ? 2 : 3 },
        sources: {},
      };
      const own = cells.filter((cell) => cell.backend === target.backend && cell.threads === threads);
      return {
        id: `device-${key}`,
        chip: { ...chip, calibration: calibrationHere(chip, own) },
        backend: target.backend,
        ...(threads !== undefined && { threads }),
        at,
        isSoftware: figures.some(({ software }) => software === true),
      };
    })
    .sort((a, b) => (b.chip.peak_tops_dense.fp32 ?? 0) - (a.chip.peak_tops_dense.fp32 ?? 0));
}
