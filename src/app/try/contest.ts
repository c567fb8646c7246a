import type { AnyDistance, FarPoint } from '../../far/anyDistance';
import { farWorkOf } from '../../far/ofRun';
import type { Refusal } from '../../far/server';
import type { Verdict } from '../../judge/hereOrThere';
import { nearAnswer } from '../../judge/near';
import { cloudFor, versus, type Cloud } from '../../judge/versus';
import type { CompletedCell, Far } from '../../record/record';

/** @param cell tells what the far side is asked to do */
export function farSideOf(cell: CompletedCell, cloud: Cloud): AnyDistance | Refusal {
  return cloudFor(farWorkOf(cell), cloud);
}

/**
 * @param cell tells what the far side is asked to do
 * @param near cells that stand for the near side, at least one
 * @returns the verdict with the server anywhere
 */
export function contestOf(
  cell: CompletedCell,
  near: readonly CompletedCell[],
  far: AnyDistance,
): (distanceMs: number) => Verdict {
  return versus(nearAnswer(near), far, farWorkOf(cell).payload);
}

/** A far side with its server somewhere, in a record's form. */
export function recordedFar(
  cell: CompletedCell,
  { warm, cold, totalMs, coldTotalMs }: FarPoint,
  choice: Pick<Far, 'profile' | 'server' | 'seed'>,
): Far {
  const { model, payload } = farWorkOf(cell);
  return { model, ...choice, payload, timeline: { warm: [...warm], cold: [...cold] }, totalMs, coldTotalMs };
}

export { contenders } from '../../judge/near';
