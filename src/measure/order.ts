import type { Environment } from '../record/record';
import { isOnSoftware, obstacleOn } from '../runtimes/needs';
import { capabilityOf, type Target } from '../runtimes/target';

/** Behind all that starts by itself, and the sooner it would start on a real GPU the later: WebGPU in software takes longest. */
const SOFTWARE = 10;

/**
 * The order in which targets are opened, so that the first answer comes soon: WASM starts in tens of milliseconds and
 * downloads least, GPUs compile shaders first, plain JavaScript is slowest. A GPU that is software, or missing, comes last of all.
 */
export function bestFirst(targets: readonly Target[], environment: Environment): Target[] {
  const rank = (target: Target): number => {
    const { starts = SOFTWARE } = capabilityOf(target) ?? {};
    // One thread comes after many.
    const few = target.threads === 1 ? 0.5 : 0;
    const late = isOnSoftware(target, environment) || obstacleOn(target, environment);
    return late ? SOFTWARE - starts : starts + few;
  };
  return [...targets].sort((a, b) => rank(a) - rank(b));
}
