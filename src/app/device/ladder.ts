import { allChips } from '../../far/chips/chips';
import { originOf } from '../../far/chips/facts';
import { shortName } from '../../far/chips/shortName';
import { placeOn, type LogScale } from './axis';

/** A chip whose peak in single precision somebody published. */
export interface Rung {
  readonly id: string;
  /** Short: "Apple M1 GPU". */
  readonly name: string;
  readonly perSecond: number;
  readonly isCloud: boolean;
  /** Where the peak stands. */
  readonly source: string;
}

/** Chips whose single-precision peak is known, the slowest first. */
export async function loadLadder(): Promise<Rung[]> {
  const chips = await allChips();
  return [...chips]
    .flatMap(([id, chip]): Rung[] => {
      const tops = chip.peak_tops_dense.fp32;
      if (!tops) return [];
      const { source } = originOf(chip, 'peak_tops.fp32');
      return [{ id, name: shortName(chip), perSecond: tops * 1e12, isCloud: chip.hop === 'cloud', source }];
    })
    .sort((a, b) => a.perSecond - b.perSecond);
}

export interface Placed<T> {
  readonly rung: T;
  /** Percent of the width. */
  readonly at: number;
  readonly side: 'above' | 'below';
}

export const ladderScale = (values: readonly number[]): LogScale => ({
  low: Math.min(...values),
  high: Math.max(...values),
});

/** @param share of the width that a name takes, percent: half of it is left free at either end */
export const ladderAt = (scale: LogScale, value: number, share: number): number =>
  share / 2 + (placeOn(scale, value) * (100 - share)) / 100;

/**
 * Which rungs are named, above or below the line, so that no two names meet: the ends first, then the others from the slowest on.
 * @param own place of this device, whose name stands above
 * @param share of the width that a name takes, percent
 */
export function placeRungs<T extends { readonly perSecond: number }>(
  rungs: readonly T[],
  scale: LogScale,
  own: number | undefined,
  share: number,
): Placed<T>[] {
  const taken: Record<Placed<T>['side'], number[]> = { above: own === undefined ? [] : [own], below: [] };
  const placed: Placed<T>[] = [];
  const ends = [rungs[0], rungs.at(-1)].filter((rung) => rung !== undefined);
  const ordered = [...new Set([...ends, ...rungs])];
  for (const rung of ordered) {
    const at = ladderAt(scale, rung.perSecond, share);
    const side = (['below', 'above'] as const).find((one) =>
      taken[one].every((other) => Math.abs(other - at) >= share),
    );
    if (!side) continue;
    taken[side].push(at);
    placed.push({ rung, at, side });
  }
  return placed.sort((a, b) => a.at - b.at);
}
