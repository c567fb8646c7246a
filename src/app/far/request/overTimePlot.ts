import { sharedEnd } from '../../../charts/distance/lanes';
import type { Slot } from '../../../far/trace/overTime';

export interface Plot {
  /** Between half and nine of ten requests, as a path. */
  readonly band: string;
  readonly middle: string;
  /** This device; absent where it is unknown or beyond the axis. */
  readonly nearY?: number;
  readonly ticks: readonly { readonly ms: number; readonly y: number }[];
}

/** Steps from left to right, px; times from the ground up. */
export function plotOf(slots: readonly Slot[], nearMs: number | undefined, width: number, height: number): Plot {
  const endMs = sharedEnd([...slots.map(({ warm }) => warm.p90), nearMs ?? 0]);
  const y = (ms: number) => Number((height * (1 - ms / endMs)).toFixed(1));
  const x = (index: number) => Number(((index * width) / slots.length).toFixed(1));
  /** Each slot's height over its whole width. */
  const along = (msOf: (slot: Slot) => number) =>
    slots.map((slot, index) => `V${y(msOf(slot))}H${x(index + 1)}`).join('');
  const back = slots.map(({ warm }, index) => `V${y(warm.p50)}H${x(index)}`).reverse();
  const first = slots[0];
  return {
    band: first ? `M0 ${y(first.warm.p90)}${along(({ warm }) => warm.p90)}${back.join('')}Z` : '',
    middle: first ? `M0 ${y(first.warm.p50)}${along(({ warm }) => warm.p50)}` : '',
    ...(nearMs !== undefined && { nearY: y(nearMs) }),
    ticks: [0.25, 0.5, 0.75].map((share) => ({ ms: share * endMs, y: y(share * endMs) })),
  };
}
