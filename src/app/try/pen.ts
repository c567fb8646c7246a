/** Places on the drawing pad's field of `FIELD` × `FIELD`. */
export type Place = readonly [x: number, y: number];

export const FIELD = 280;
/** As thick beside a digit that fills the pad as MNIST's pens were: about a tenth of its height. */
export const PEN_WIDTH = 20;

/** A stroke as the path of an SVG: curves through the middles between places, so that few places still make a smooth line. */
export function strokePath(places: readonly Place[]): string {
  const [first, ...rest] = places;
  if (!first) return '';
  const [x, y] = first;
  // A line of no length with round ends is a dot.
  if (rest.length === 0) return `M${x} ${y}h0`;
  const curves = places.slice(1, -1).map(([px, py], index) => {
    const [nx, ny] = places[index + 2]!;
    return `Q${px} ${py} ${(px + nx) / 2} ${(py + ny) / 2}`;
  });
  const [lastX, lastY] = places.at(-1)!;
  return `M${x} ${y}${curves.join('')}L${lastX} ${lastY}`;
}

/** The strokes in black on white, whatever colours the page shows them in. */
export async function drawingBlob(strokes: readonly (readonly Place[])[]): Promise<Blob> {
  const canvas = new OffscreenCanvas(FIELD, FIELD);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This browser gave no canvas to draw on.');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, FIELD, FIELD);
  context.lineWidth = PEN_WIDTH;
  context.lineCap = 'round';
  context.lineJoin = 'round';
  for (const places of strokes) context.stroke(new Path2D(strokePath(places)));
  return canvas.convertToBlob({ type: 'image/png' });
}
