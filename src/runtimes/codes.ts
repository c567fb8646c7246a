import type { RuntimeCode } from './types';

const modules = import.meta.glob<RuntimeCode>('./*/code.ts', { eager: true, import: 'code' });

/** How each runtime is opened without this page, by its id; only what shows code imports this. */
export const codeOf = (runtime: string): RuntimeCode | undefined => modules[`./${runtime}/code.ts`];
