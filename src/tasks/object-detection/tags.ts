/** Pixels of the picture as it is shown. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Rectangle extends Size {
  readonly x: number;
  readonly y: number;
}

export interface Spot {
  readonly x: number;
  readonly y: number;
}

/** Between two tags, pixels. */
const GAP = 1;

const collide = (a: Rectangle, b: Rectangle) =>
  a.x < b.x + b.width + GAP && b.x < a.x + a.width + GAP && a.y < b.y + b.height + GAP && b.y < a.y + a.height + GAP;

/** Where a tag may stand, best first: on the box's upper edge, then within its corners, below it, beside it. */
function spots(box: Rectangle, tag: Size): Spot[] {
  const right = box.x + box.width - tag.width;
  const bottom = box.y + box.height - tag.height;
  return [
    { x: box.x, y: box.y - tag.height },
    { x: box.x, y: box.y },
    { x: right, y: box.y },
    { x: box.x, y: bottom },
    { x: right, y: bottom },
    { x: box.x, y: box.y + box.height },
    { x: box.x + box.width, y: box.y },
    { x: box.x - tag.width, y: box.y },
  ];
}

/** Moved into the picture where it hangs over a side; undefined where it is too large for it. */
function within(spot: Spot, tag: Size, frame: Size): Rectangle | undefined {
  if (tag.width > frame.width || tag.height > frame.height) return undefined;
  return {
    x: Math.min(Math.max(0, spot.x), frame.width - tag.width),
    y: Math.min(Math.max(0, spot.y), frame.height - tag.height),
    ...tag,
  };
}

/**
 * Gives each box's tag a place where it covers no other tag. The first boxes choose first.
 * @returns one entry a box, undefined where its tag finds no room
 */
export function placeTags(
  boxes: readonly { readonly box: Rectangle; readonly tag: Size }[],
  frame: Size,
): (Spot | undefined)[] {
  const placed: Rectangle[] = [];
  return boxes.map(({ box, tag: { width, height } }) => {
    for (const spot of spots(box, { width, height })) {
      const place = within(spot, { width, height }, frame);
      if (!place || placed.some((other) => collide(place, other))) continue;
      placed.push(place);
      return { x: place.x, y: place.y };
    }
    return undefined;
  });
}
