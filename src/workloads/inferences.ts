/** By folder, apart from what else the page knows of a workload: a first visit guesses with it, and carries no metrics. */
const modules = import.meta.glob<number>('./*/inferences.ts', { eager: true, import: 'inferences' });

/** Inferences that an answer takes: tokens of a text; one where the workload's folder says nothing else. */
export const inferencesOf = (workload = 'inference'): number => modules[`./${workload}/inferences.ts`] ?? 1;
