import type { Shipping } from '../../../judge/decision';
import { parseTarget } from '../../../runtimes/target';

/**
 * Targets that code tries one after the other. One that differs from another by its threads alone is left out: without isolation
 * the same target runs on one.
 */
export function targetsOf({ ship, fallbacks }: Shipping): string[] {
  const kept = new Map<string, string>();
  for (const { target } of [ship, ...fallbacks.map(({ choice }) => choice)]) {
    const { runtime, backend } = parseTarget(target) ?? { runtime: target, backend: '' };
    const key = `${runtime} ${backend}`;
    if (!kept.has(key)) kept.set(key, target);
  }
  return [...kept.values()];
}
