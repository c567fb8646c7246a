import { capabilityOf, backendTitle, isGpu, runtimeOf, takesThreads, type Target } from '../../runtimes/target';
import { canShareMemory } from '../../domain/sharedMemory';
import type { ProbeSpec } from './types';

/** Precisions that are probed beside single. */
export const otherPrecisions = ['int8', 'fp16'] as const;
export type OtherPrecision = (typeof otherPrecisions)[number];

/** A precision that a target has no product in, which is a fact as good as a figure. */
export interface NotOffered {
  readonly target: string;
  readonly precision: OtherPrecision;
  /** A sentence. */
  readonly why: string;
}

export interface OfferedProbes {
  readonly probes: readonly ProbeSpec[];
  readonly notOffered: readonly NotOffered[];
}

/** 1, 2, 4 and 8 threads, up to the cores that there are. */
export function threadCounts(cores: number, isShared = canShareMemory()): number[] {
  return isShared ? [1, 2, 4, 8].filter((threads) => threads <= cores) : [1];
}

/** WebGPU's own name for half precision in shaders: https://www.w3.org/TR/webgpu/#shader-f16. */
const HALF = 'shader-f16';

interface Facts {
  readonly cores: number;
  /** Of the WebGPU adapter. */
  readonly features: readonly string[];
}

/** @returns why a target has no product in a precision, in a sentence; undefined where it has one */
export function whyNot(
  target: Target,
  precision: OtherPrecision,
  { features }: Pick<Facts, 'features'>,
): string | undefined {
  const capability = capabilityOf(target);
  const where = `${runtimeOf(target.runtime)?.title ?? target.runtime} on ${backendTitle(target)}`;
  const isIn = capability?.compute.includes(precision) && capability.formats.includes('onnx');
  if (!isIn) {
    return precision === 'int8'
      ? `${where} multiplies no 8-bit numbers: it makes floats of them first.`
      : `${where} computes half precision as single.`;
  }
  if (precision === 'fp16' && isGpu(target) && !features.includes(HALF)) {
    return `This GPU offers WebGPU no half precision (${HALF}).`;
  }
  return undefined;
}

/**
 * The product in 8-bit numbers and in half precision on each target that has it, with 1, 2, 4 … threads where they can be chosen; and
 * why not on the others.
 * @param targets that run here, without a number of threads
 */
export function otherProducts(targets: readonly Target[], facts: Facts): OfferedProbes {
  const probes: ProbeSpec[] = [];
  const notOffered: NotOffered[] = [];
  for (const target of targets) {
    for (const precision of otherPrecisions) {
      const why = whyNot(target, precision, facts);
      if (why !== undefined) {
        notOffered.push({ target: target.id, precision, why });
        continue;
      }
      const ids = takesThreads(target)
        ? threadCounts(facts.cores).map((threads) => `${target.id}@${threads}`)
        : [target.id];
      probes.push(...ids.map((id) => ({ kind: 'matrix-product', target: id, precision }) as const));
    }
  }
  return { probes, notOffered };
}
