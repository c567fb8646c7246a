import type { FoundObject } from './answer';
import type { Label } from './labels';
import { percent } from '../percent';

export interface FoundKind {
  readonly label: Label;
  readonly count: number;
  /** "78 %", or "78 to 41 %" for several. */
  readonly sure: string;
}

/** What was found, by kind, the surest kind first. */
export function byKind(objects: readonly FoundObject[]): FoundKind[] {
  const scores = new Map<Label, number[]>();
  for (const { label, score } of objects) scores.set(label, [...(scores.get(label) ?? []), score]);
  return [...scores].map(([label, all]) => {
    const [highest, lowest] = [percent(Math.max(...all)), percent(Math.min(...all))];
    const sure = highest === lowest ? highest : `${highest.replace(' %', '')} to ${lowest}`;
    return { label, count: all.length, sure };
  });
}
