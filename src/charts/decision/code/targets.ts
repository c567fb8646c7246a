import type { Shipping } from '../../../judge/decision';
import { parseTarget } from '../../../runtimes/target';

/** A target, and how the weights are stored that were measured on it. */
export interface ShippedTarget {
  readonly target: string;
  /** The target's own choice where absent. */
  readonly precision?: string;
}

/**
 * Targets that code tries one after the other. One that differs from another by its threads alone is left out: without isolation
 * the same target runs on one.
 */
export function targetsOf({ ship, fallbacks }: Shipping): ShippedTarget[] {
  const kept = new Map<string, ShippedTarget>();
  for (const { target, cell } of [ship, ...fallbacks.map(({ choice }) => choice)]) {
    const { runtime, backend } = parseTarget(target) ?? { runtime: target, backend: '' };
    const key = `${runtime} ${backend}`;
    if (!kept.has(key)) kept.set(key, { target, precision: cell.artefact?.precision });
  }
  return [...kept.values()];
}
