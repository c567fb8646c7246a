import type { Agreement, Cell } from './record';

/** How far a model of the cell's chain is from its reference. An imported record may name a model `toString`, which every object has. */
export function cellAgreement({ agreement }: Pick<Cell, 'agreement'>, model: string): Agreement | undefined {
  return agreement && Object.hasOwn(agreement, model) ? agreement[model] : undefined;
}
