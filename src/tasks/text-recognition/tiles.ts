import type { Pixels } from '../types';

/** Pixels of a side that detection looks at in one go. */
export const TILE = 640;
/** Pixels that two tiles share: several lines of text, since one that is cut by an edge is seen badly. */
const OVERLAP = 96;
const MAX_TILES = 16;
/** The length that the most tiles cover. */
export const MAX_LENGTH = TILE + (MAX_TILES - 1) * (TILE - OVERLAP);

/** Part of a frame that one run looks at, pixels. */
export interface Tile {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** What of the frame is taken from it: up to the middle of what it shares with its neighbours. */
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Starts of the tiles that cover a length, the same distance apart but for rounding. */
function startsOf(length: number): number[] {
  const count = length <= TILE ? 1 : Math.ceil((length - OVERLAP) / (TILE - OVERLAP));
  return Array.from({ length: count }, (_, i) => (count === 1 ? 0 : Math.round((i * (length - TILE)) / (count - 1))));
}

/** Tiles of one size along the longer side: GPU backends compile per shape. */
export function tilesOf({ width, height }: { readonly width: number; readonly height: number }): Tile[] {
  const isTall = height > width;
  const length = isTall ? height : width;
  const starts = startsOf(length);
  const seam = (i: number) => (starts[i]! + starts[i - 1]! + TILE) >> 1;
  return starts.map((start, i) => {
    const from = i === 0 ? 0 : seam(i);
    const to = i + 1 === starts.length ? length : seam(i + 1);
    const size = Math.min(TILE, length);
    return isTall
      ? { x: 0, y: start, width, height: size, left: 0, top: from, right: width, bottom: to }
      : { x: start, y: 0, width: size, height, left: from, top: 0, right: to, bottom: height };
  });
}

/** The tile's pixels; the frame itself where that is one tile. */
export function cutTile(frame: Pixels, { x, y, width, height }: Tile): Pixels {
  if (width === frame.width && height === frame.height) return frame;
  const row = width * 4;
  if (width === frame.width) return { width, height, data: frame.data.subarray(y * row, (y + height) * row) };
  const data = new Uint8ClampedArray(row * height);
  for (let line = 0; line < height; line++) {
    const start = ((y + line) * frame.width + x) * 4;
    data.set(frame.data.subarray(start, start + row), line * row);
  }
  return { width, height, data };
}

/** Copies what a tile's map adds to the map of the whole frame, `frameWidth` wide; both row-major. */
export function pasteTile(whole: Float32Array, frameWidth: number, map: Float32Array, tile: Tile): void {
  for (let y = tile.top; y < tile.bottom; y++) {
    const start = (y - tile.y) * tile.width - tile.x;
    whole.set(map.subarray(start + tile.left, start + tile.right), y * frameWidth + tile.left);
  }
}
