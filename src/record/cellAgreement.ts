import type { Agreement, Cell } from './record';

/** How far a model of the cell's chain is from its reference. An imported record may name a model `toString`, which every object has. */
export function cellAgreement({ agreement }: Pick<Cell, 'agreement'>, model: string): Agreement | undefined {
  return agreement && Object.hasOwn(agreement, model) ? agreement[model] : undefined;
}

/** What came of comparing a cell's answers; `unproven` where there was nothing to compare one of them with. */
export type Accord = 'agrees' | 'disagrees' | 'unproven';

/** Undefined until they were compared. */
export function accordOf(agreement: Cell['agreement']): Accord | undefined {
  const all = Object.values(agreement ?? {});
  if (all.length === 0) return undefined;
  if (!all.every(({ pass }) => pass)) return 'disagrees';
  return all.some(({ unproven }) => unproven) ? 'unproven' : 'agrees';
}

/** Said of an answer, or of a target, where that is so. */
export const UNPROVEN = 'unproven: nothing was there to compare it with';
