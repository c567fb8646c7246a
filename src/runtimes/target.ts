import type { BackendId, Capability, RuntimeMeta } from './types';

/** A runtime on a backend, written `ort-wasm`; with a number of threads `ort-wasm@1`, with one of several builds `ort-webgpu@jsep`. */
export interface Target {
  readonly id: string;
  readonly runtime: string;
  readonly backend: BackendId;
  /** Threads asked for; undefined leaves it to {@link defaultThreads}. */
  readonly threads?: number;
  /** Build asked for; undefined leaves it to what was proven for the model in this browser ({@link buildsToTry}). */
  readonly build?: string;
}

const modules = import.meta.glob<RuntimeMeta>('./*/meta.ts', { eager: true, import: 'meta' });

/** Every runtime the page knows, found by folder. */
export const runtimes: readonly RuntimeMeta[] = Object.values(modules);

export function runtimeOf(id: string): RuntimeMeta | undefined {
  return runtimes.find((runtime) => runtime.id === id);
}

/** A backend of a runtime, as a target asks for it or as a record says that it ran. */
export interface On {
  readonly runtime: string;
  readonly backend: string;
}

/**
 * What a runtime can do on a backend. A backend that the runtime doesn't list (a fallback, or one of an older or later version in
 * a record) is taken for what other runtimes call by that name.
 */
export function capabilityOf({ runtime, backend }: On): Capability | undefined {
  const named = ({ id }: Capability) => id === backend;
  return runtimeOf(runtime)?.backends.find(named) ?? runtimes.flatMap(({ backends }) => backends).find(named);
}

export const isGpu = (on: On): boolean => capabilityOf(on)?.kind === 'gpu';

/** Whether the number of threads can be chosen, and tells cells apart. */
export const takesThreads = (on: On): boolean => capabilityOf(on)?.threads === true;

/** "WebGPU". */
export const backendTitle = (on: On): string => capabilityOf(on)?.title ?? on.backend;

/** What `--targets all` means: each backend of each runtime, and one thread beside many where threads can be chosen. */
export const allTargets: readonly string[] = runtimes.flatMap((runtime) =>
  runtime.backends.flatMap(({ id, threads }) => {
    const target = `${runtime.id}-${id}`;
    return threads ? [target, `${target}@1`] : [target];
  }),
);

/** Targets that take `@threads`. */
export const threadedTargets: readonly string[] = runtimes.flatMap((runtime) =>
  runtime.backends.filter((backend) => backend.threads).map((backend) => `${runtime.id}-${backend.id}`),
);

/** Targets that name one of several builds. */
export const buildTargets: readonly string[] = runtimes.flatMap((runtime) =>
  runtime.backends.flatMap(({ id, builds = [] }) => builds.map((build) => `${runtime.id}-${id}@${build.id}`)),
);

/** @returns undefined when no runtime has such a backend, or threads or a build are asked of one that has none. */
export function parseTarget(id: string): Target | undefined {
  const match = /^([a-z0-9]+)-([a-z0-9]+)(?:@(?:([1-9]\d?)|([a-z]+)))?$/.exec(id);
  if (!match) return undefined;
  const [, runtimeId = '', backendId = '', threads, build] = match;
  const backend = runtimeOf(runtimeId)?.backends.find((candidate) => candidate.id === backendId);
  if (!backend || (threads && !backend.threads)) return undefined;
  if (build && !backend.builds?.some((candidate) => candidate.id === build)) return undefined;
  return { id, runtime: runtimeId, backend: backend.id, threads: threads ? Number(threads) : undefined, build };
}

/** Builds of the target's backend that a browser with these features can run, in the runtime's own order. */
export function availableBuilds(target: Target, hasJspi = 'Suspending' in WebAssembly): string[] {
  const backend = capabilityOf(target);
  return (backend?.builds ?? []).filter(({ needs }) => needs !== 'jspi' || hasJspi).map(({ id }) => id);
}

/**
 * Builds to load for a model, one after the other until one agrees: the one asked for alone; else the one that won here
 * before, then the others. One `undefined` where there is nothing to choose.
 */
export function buildsToTry(target: Target, proven?: string, hasJspi?: boolean): readonly (string | undefined)[] {
  if (target.build) return [target.build];
  const builds = availableBuilds(target, hasJspi);
  if (builds.length === 0) return [undefined];
  return proven && builds.includes(proven) ? [proven, ...builds.filter((id) => id !== proven)] : builds;
}

/**
 * Threads a wasm runtime gets when nobody chose: half the logical cores, at most 4 (the rule of ONNX Runtime Web), but both
 * of two; one where memory can't be shared.
 */
export function defaultThreads(cores: number, canShareMemory: boolean): number {
  if (!canShareMemory) return 1;
  return cores <= 2 ? Math.max(1, cores) : Math.min(4, Math.ceil(cores / 2));
}

/**
 * Bytes of script and wasm that opening a target fetches: of the build that is tried first, where there are several.
 * @param proven build that won here before
 */
export function runtimeDownload(target: Target, proven?: string): number {
  const backend = capabilityOf(target);
  const [first] = buildsToTry(target, proven);
  return backend?.builds?.find(({ id }) => id === first)?.downloadBytes ?? backend?.downloadBytes ?? 0;
}

/**
 * "ONNX Runtime · WASM ×4", "ONNX Runtime · WebGPU (jsep)"; threads as they really are where they are known.
 * @param precision of the weights, where it was asked for by name: "TensorFlow.js · WebGL, fp16 weights"
 */
export function targetTitle(id: string, actualThreads?: number, precision?: string): string {
  const target = parseTarget(id);
  if (!target) return id;
  const threads = actualThreads ?? target.threads;
  const suffix = target.build ? ` (${target.build})` : takesThreads(target) && threads ? ` ×${threads}` : '';
  const artefact = precision ? `, ${precision} weights` : '';
  return `${runtimeOf(target.runtime)?.title ?? target.runtime} · ${backendTitle(target)}${suffix}${artefact}`;
}
