import { bestFirst } from '../../measure/order';
import { workOf } from '../../measure/work';
import { otherProducts, threadCounts, type OfferedProbes } from '../../measure/probes/offered';
import type { ProbeSpec } from '../../measure/probes/types';
import type { Environment } from '../../record/record';
import { canLoad } from '../../runtimes/fit';
import { isOnSoftware, obstacleOn } from '../../runtimes/needs';
import { allTargets, capabilityOf, isGpu, parseTarget, takesThreads, type Target } from '../../runtimes/target';
import type { TaskMeta } from '../../tasks/types';

/** Tasks that are measured on the same targets, in one run. */
export interface RunGroup {
  readonly models: readonly string[];
  readonly targets: readonly string[];
}

export interface Plan {
  readonly groups: readonly RunGroup[];
  readonly probes: readonly ProbeSpec[];
  /** Cells and probes. */
  readonly steps: number;
  /** Bytes that it downloads at most. */
  readonly bytes: number;
}

/** What a plan goes by, beside the device. */
export interface PlanFacts {
  readonly environment: Environment;
  readonly bytesToCome: (model: string, target: Target, environment: Environment) => number;
  /** That the connection brings. */
  readonly bytesPerMs: number;
}

/** Has no weights: what is still to come for it is the runtime alone. */
const NO_MODEL = '';

const targets = allTargets.flatMap((id) => parseTarget(id) ?? []);

/**
 * The targets that are likely the best for a model here: one that computes on the processor, and one on the GPU, since which of the
 * kinds wins is what nobody can guess. Where there is no GPU but one in software, the two likeliest on the processor.
 */
export function likelyBest(model: string, { environment, bytesToCome, bytesPerMs }: PlanFacts): string[] {
  const ordered = bestFirst(
    targets.filter(
      (target) => canLoad(model, target) && !obstacleOn(target, environment) && !isOnSoftware(target, environment),
    ),
    {
      environment,
      ...workOf(model),
      bytesToCome: (target) => bytesToCome(model, target, environment),
      bytesPerMs,
    },
  );
  // One thread is no rival of many, but a part of them.
  const onProcessor = ordered.filter((target) => !isGpu(target) && target.threads === undefined);
  const onGpu = ordered.find(isGpu);
  return [onProcessor[0], onGpu ?? onProcessor[1]].flatMap((target) => target?.id ?? []);
}

/**
 * Where a matrix product is probed: each backend, by the runtime that has the most of them, so that they compare; another runtime's is
 * added where it has been fetched already. A GPU in software is left out: it would take minutes to say what the processor's own figure
 * says.
 */
function productTargets({ environment, bytesToCome }: PlanFacts): Target[] {
  const offered = targets.filter(
    (target) => target.threads === undefined && !obstacleOn(target, environment) && !isOnSoftware(target, environment),
  );
  const backendsOf = (runtime: string) => offered.filter((target) => target.runtime === runtime).length;
  const [most] = offered.toSorted((a, b) => backendsOf(b.runtime) - backendsOf(a.runtime));
  return offered.filter(
    (target) => target.runtime === most?.runtime || bytesToCome(NO_MODEL, target, environment) === 0,
  );
}

function matrixProducts(facts: PlanFacts): ProbeSpec[] {
  return productTargets(facts).flatMap((target): ProbeSpec[] => {
    const kind = 'matrix-product';
    if (!takesThreads(target)) return [{ kind, target: target.id }];
    return threadCounts(facts.environment.cores).map((threads) => ({ kind, target: `${target.id}@${threads}` }));
  });
}

export function probesOf(facts: PlanFacts): ProbeSpec[] {
  const { gpu: adapter } = facts.environment;
  const gpu = adapter && !adapter.software ? [{ kind: 'gpu-copy' } as const] : [];
  return [{ kind: 'memory-copy' }, ...gpu, ...matrixProducts(facts)];
}

/**
 * Products in 8-bit numbers and in half precision, and where there are none: for who compares chips, not for a first look at a device.
 * ONNX Runtime has them, which is fetched for it where it isn't here.
 */
export function otherProbesOf({ environment }: PlanFacts): OfferedProbes {
  const offered = targets.filter(
    (target) =>
      target.threads === undefined &&
      capabilityOf(target)?.formats.includes('onnx') &&
      !obstacleOn(target, environment) &&
      !isOnSoftware(target, environment),
  );
  return otherProducts(offered, { cores: environment.cores, features: environment.gpu?.features ?? [] });
}

/** Larger ones are fetched only when that is asked for. */
const LIGHT_BYTES = 10e6;

/** Whether a task's network is small, or here already. */
export function isLight({ model }: TaskMeta, facts: PlanFacts): boolean {
  const [first] = likelyBest(model, facts).flatMap((id) => parseTarget(id) ?? []);
  if (!first) return false;
  const { environment, bytesToCome } = facts;
  return bytesToCome(model, first, environment) - bytesToCome(NO_MODEL, first, environment) <= LIGHT_BYTES;
}

/** @param tasks that are measured */
export function planOf(tasks: readonly TaskMeta[], probes: readonly ProbeSpec[], facts: PlanFacts): Plan {
  const byTargets = new Map<string, { models: string[]; targets: string[] }>();
  for (const { model } of tasks) {
    const best = likelyBest(model, facts);
    if (best.length === 0) continue;
    const group = byTargets.get(best.join()) ?? { models: [], targets: best };
    group.models.push(model);
    byTargets.set(best.join(), group);
  }
  const groups = [...byTargets.values()];
  const cells = groups.reduce((sum, group) => sum + group.models.length * group.targets.length, 0);
  return { groups, probes, steps: cells + probes.length, bytes: bytesOf(groups, probes, facts) };
}

/** Runtimes once, and weights once a runtime, without what is here already. */
function bytesOf(groups: readonly RunGroup[], probes: readonly ProbeSpec[], { environment, bytesToCome }: PlanFacts) {
  const missing = new Map<string, number>();
  const need = (target: Target, model?: string) => {
    const runtime = bytesToCome(NO_MODEL, target, environment);
    missing.set(`${target.runtime}-${target.backend}`, runtime);
    if (model) missing.set(`${target.runtime}|${model}`, bytesToCome(model, target, environment) - runtime);
  };
  for (const { models, targets: ids } of groups)
    for (const target of ids.flatMap((id) => parseTarget(id) ?? [])) for (const model of models) need(target, model);
  for (const spec of probes) {
    const target = spec.kind === 'matrix-product' ? parseTarget(spec.target) : undefined;
    if (target) need(target);
  }
  return [...missing.values()].reduce((sum, bytes) => sum + bytes, 0);
}
