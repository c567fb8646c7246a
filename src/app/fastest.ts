import type { Environment } from '../record/record';
import { parseTarget } from '../runtimes/target';
import { deviceKey } from './deviceKey';

export const KEY = 'nearside.fastest/1';
/** {@link deviceKey} with the target, by browser and model. */
type Fastest = Record<string, { readonly target: string; readonly key: string }>;

export function readFastest(): Fastest {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    return typeof stored === 'object' && stored !== null ? (stored as Fastest) : {};
  } catch {
    // Storage refused, or not ours: nothing is proven then.
    return {};
  }
}

export const nameOf = (model: string, { userAgent }: Environment) => `${userAgent}|${model}`;

/** The target that came out fastest for the model when several were compared in this browser, on this very adapter and runtime. */
export function fastestHere(model: string, environment: Environment): string | undefined {
  const found: unknown = readFastest()[nameOf(model, environment)];
  if (typeof found !== 'object' || found === null || !('target' in found) || !('key' in found)) return undefined;
  const target = typeof found.target === 'string' ? parseTarget(found.target) : undefined;
  return target && deviceKey(model, target, environment) === found.key ? target.id : undefined;
}
