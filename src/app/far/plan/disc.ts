/** The part of a disc that one share takes, clockwise from the top: nothing for 0, all of it for 1. */
export function wedgePath(x: number, y: number, radius: number, share: number): string {
  if (share <= 0.005) return '';
  if (share >= 0.995) return `M${x} ${y - radius}A${radius} ${radius} 0 1 1 ${x - 0.01} ${y - radius}Z`;
  const angle = 2 * Math.PI * share;
  const [endX, endY] = [x + radius * Math.sin(angle), y - radius * Math.cos(angle)];
  return `M${x} ${y}V${y - radius}A${radius} ${radius} 0 ${share > 0.5 ? 1 : 0} 1 ${endX.toFixed(2)} ${endY.toFixed(2)}Z`;
}

/** A staircase through points of a front, the quickest first: between two of them nothing is better. */
export function stairPath(points: readonly { readonly x: number; readonly y: number }[]): string {
  const sorted = points.toSorted((a, b) => a.x - b.x);
  return sorted
    .map(({ x, y }, index) => (index === 0 ? `M${x.toFixed(1)} ${y.toFixed(1)}` : `H${x.toFixed(1)}V${y.toFixed(1)}`))
    .join('');
}
