import type { Detection } from './decode';

type Box = Pick<Detection, 'left' | 'top' | 'right' | 'bottom'>;

const area = ({ left, top, right, bottom }: Box) => (right - left) * (bottom - top);

/** Shared area over covered area, 0 to 1; 0 where neither box has an area. */
export function intersectionOverUnion(a: Box, b: Box): number {
  const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  if (width <= 0 || height <= 0) return 0;
  const shared = width * height;
  return shared / (area(a) + area(b) - shared);
}

/**
 * Greedy non-maximum suppression within each kind: from the surest on, a box stays unless one of its kind that stays
 * overlaps it by more than `maxOverlap`. A cup may stand in front of a table: other kinds do not count.
 * @returns at most `limit`, surest first
 */
export function suppress(candidates: readonly Detection[], maxOverlap: number, limit: number): Detection[] {
  const kept: Detection[] = [];
  for (const candidate of [...candidates].sort((a, b) => b.score - a.score)) {
    const covered = kept.some(
      (other) => other.kind === candidate.kind && intersectionOverUnion(other, candidate) > maxOverlap,
    );
    if (!covered) kept.push(candidate);
    if (kept.length === limit) break;
  }
  return kept;
}
