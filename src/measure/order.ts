import type { Environment } from '../record/record';
import type { Target } from '../runtimes/target';

/**
 * The order in which targets are opened, so that the first answer comes soon: WASM starts in tens of milliseconds and
 * downloads least, GPUs compile shaders first, plain JavaScript is slowest. A software GPU comes last of all.
 */
export function bestFirst(targets: readonly Target[], environment: Environment): Target[] {
  const rank = ({ backend, threads }: Target): number => {
    if (backend === 'wasm') return threads === 1 ? 1 : 0;
    if (backend === 'webgpu') return environment.gpu && !environment.gpu.software ? 2 : 6;
    if (backend === 'webgl') return environment.webgl && !environment.webgl.software ? 3 : 5;
    return 4;
  };
  return [...targets].sort((a, b) => rank(a) - rank(b));
}
