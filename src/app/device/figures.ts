import type { ProbeFigure } from '../../measure/probes/types';
import { backendTitle, parseTarget, runtimeOf, takesThreads } from '../../runtimes/target';
import type { Probes } from './probeStore';
import type { TaskResult } from './results';

/** What a probe found of one target's arithmetic, or why nothing. */
export interface Speed {
  /** The probe's own. */
  readonly id: string;
  readonly backend: string;
  readonly runtime: string;
  /** Where the number of threads can be chosen. */
  readonly threads?: number;
  readonly figure?: ProbeFigure;
  readonly problem?: string;
}

const PRODUCT = 'matrix-product:';

/** Every target that was probed, the fastest first; those without a figure last. */
export function speedsOf(probes: Probes): Speed[] {
  return Object.entries(probes)
    .flatMap(([id, outcome]): Speed[] => {
      const target = id.startsWith(PRODUCT) ? parseTarget(id.slice(PRODUCT.length)) : undefined;
      if (!target) return [];
      const threads = outcome.ok ? outcome.figure.threads : target.threads;
      return [
        {
          id,
          backend: backendTitle(target),
          runtime: runtimeOf(target.runtime)?.title ?? target.runtime,
          ...(takesThreads(target) && threads !== undefined && { threads }),
          ...(outcome.ok ? { figure: outcome.figure } : { problem: outcome.reason.message }),
        },
      ];
    })
    .sort((a, b) => (b.figure?.perSecond ?? 0) - (a.figure?.perSecond ?? 0));
}

/** Of each backend, and number of threads, the runtime that does it fastest. @param speeds as {@link speedsOf} orders them */
export function bestSpeeds(speeds: readonly Speed[]): Speed[] {
  const seen = new Set<string>();
  return speeds.filter(({ backend, threads, figure }) => {
    const key = `${backend} ${threads}`;
    if (!figure || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

export interface Memory {
  readonly where: 'processor' | 'gpu';
  readonly figure: ProbeFigure;
}

/** The faster of the copies that were timed. */
export function memoryOf(probes: Probes): Memory | undefined {
  const places = [
    ['processor', probes['memory-copy']],
    ['gpu', probes['gpu-copy']],
  ] as const;
  return places
    .flatMap(([where, outcome]): Memory[] => (outcome?.ok ? [{ where, figure: outcome.figure }] : []))
    .sort((a, b) => b.figure.perSecond - a.figure.perSecond)
    .at(0);
}

/** The time in which half of the tasks have given their first answer, everything fetched; absent where that was not measured. */
export function firstAnswerMs(results: readonly TaskResult[]): number | undefined {
  const times = results.flatMap((result) => result.firstAnswerMs ?? []).sort((a, b) => a - b);
  return times[Math.ceil(times.length / 2) - 1];
}
