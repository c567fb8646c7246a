import type { WorkloadMeta } from './types';

const modules = import.meta.glob<WorkloadMeta>('./*/meta.ts', { eager: true, import: 'meta' });

/** Every workload the page knows, found by folder. */
export const workloads: readonly WorkloadMeta[] = Object.values(modules);
