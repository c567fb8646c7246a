import data from './catalogue.json';
import type { Catalogue, Chip } from './schema';

/**
 * The chips the far side can stand on, each figure with its source and that source's quality. The rows keep the shape
 * that `schema.ts` checks; a null there is a figure nobody has published, and stays unknown.
 */
export const catalogue = data as unknown as Catalogue;

export function chipOf(id: string): Chip | undefined {
  return catalogue.chips.find((chip) => chip.id === id);
}
