/** About so many round steps (1, 2 or 5 times a power of ten) from 0 up to a value, the last at or below it. */
export function roundSteps(most: number, about: number): number[] {
  if (!(most > 0)) return [0];
  const rough = most / about;
  const power = 10 ** Math.floor(Math.log10(rough));
  const away = (times: number) => Math.abs(Math.log((times * power) / rough));
  const step = [1, 2, 5, 10].reduce((best, times) => (away(times) < away(best) ? times : best)) * power;
  const count = Math.floor(most / step + 1e-9);
  return Array.from({ length: count + 1 }, (_, index) => Number((index * step).toPrecision(12)));
}

/** What a chart of lines shows: all of the text that was written here, and where the other overtakes, where that is soon. */
export function extentOf(
  near: ArrayLike<number>,
  far: ArrayLike<number>,
  overtakes: { readonly token: number; readonly ms: number } | undefined,
): { readonly tokens: number; readonly ms: number } {
  const written = near.length;
  // Far beyond the text it would press everything else into a corner.
  const isSoon = overtakes !== undefined && overtakes.token <= 2 * Math.max(20, written);
  const tokens = Math.max(10, written, isSoon ? Math.ceil(overtakes.token * 1.25) : 0);
  const lastNear = near[written - 1] ?? 0;
  const lastFar = far[Math.min(far.length, Math.max(1, written)) - 1] ?? 0;
  const ms = Math.max(1, lastNear, lastFar, isSoon ? overtakes.ms * 1.25 : 0);
  return { tokens, ms };
}

/** An SVG path of a line that goes up by one at each arrival: at most `most` corners, or a text of hundreds draws thousands. */
export function stepsPath(
  arrivals: ArrayLike<number>,
  extent: { readonly tokens: number; readonly ms: number },
  x: (ms: number) => number,
  y: (tokens: number) => number,
  most = 160,
): string {
  const count = Math.min(arrivals.length, extent.tokens);
  const every = Math.max(1, Math.ceil(count / most));
  let path = '';
  for (let index = 0; index < count; index += every) {
    const ms = arrivals[index] as number;
    if (ms > extent.ms) break;
    const point = `${x(ms).toFixed(1)} ${y(index + 1).toFixed(1)}`;
    path += path === '' ? `M${x(ms).toFixed(1)} ${y(0).toFixed(1)}L${point}` : `L${point}`;
  }
  const last = count - 1;
  if (last > 0 && last % every !== 0 && (arrivals[last] as number) <= extent.ms) {
    path += `L${x(arrivals[last] as number).toFixed(1)} ${y(count).toFixed(1)}`;
  }
  return path;
}

/** Tokens that a table tells the times of: 1, 2, 5, 10, 20 …, where one overtakes, and the last. */
export function milestones(count: number, overtakes?: number): number[] {
  const round: number[] = [];
  for (let power = 1; power <= count; power *= 10) round.push(power, 2 * power, 5 * power);
  const all = [...round, count, ...(overtakes === undefined ? [] : [overtakes])];
  return [...new Set(all)]
    .filter((token) => token >= 1 && token <= Math.max(count, overtakes ?? 0))
    .sort((a, b) => a - b);
}
