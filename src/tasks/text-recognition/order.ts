import type { CropBox } from '../picture';

interface Placed<T> {
  readonly item: T;
  readonly x: number;
  readonly y: number;
  readonly height: number;
}

/**
 * Top to bottom, and left to right within a row, along the page's own tilt (the median angle of the boxes that run
 * across). Boxes are in one row when their centres are less than half the smaller height apart.
 */
export function readingOrder<T extends { readonly box: CropBox }>(items: readonly T[]): T[] {
  const tilt = medianTilt(items.map(({ box }) => box.angle));
  const cos = Math.cos(tilt);
  const sin = Math.sin(tilt);
  const placed = items
    .map((item): Placed<T> => {
      const { centreX, centreY, width, height } = item.box;
      return {
        item,
        x: centreX * cos + centreY * sin,
        y: centreY * cos - centreX * sin,
        height: Math.min(width, height),
      };
    })
    .sort((a, b) => a.y - b.y);
  const rows: Placed<T>[][] = [];
  for (const box of placed) {
    const row = rows.at(-1);
    const last = row?.at(-1);
    if (row && last && box.y - last.y < Math.min(box.height, last.height) / 2) row.push(box);
    else rows.push([box]);
  }
  return rows.flatMap((row) => row.sort((a, b) => a.x - b.x).map(({ item }) => item));
}

function medianTilt(angles: readonly number[]): number {
  const across = angles.filter((angle) => Math.abs(angle) <= Math.PI / 4).sort((a, b) => a - b);
  return across[across.length >> 1] ?? 0;
}
