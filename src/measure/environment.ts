import { canShareMemory } from '../domain/sharedMemory';
import type { Environment } from '../record/record';
import { adapterName, isSoftwareAdapter, isSoftwareRenderer, webglRenderer } from '../runtimes/gpu';
import { runtimes } from '../runtimes/target';
import { timerResolutionMs } from '../sessions/timer';

async function webgpu(): Promise<Environment['gpu']> {
  try {
    const adapter = await navigator.gpu?.requestAdapter();
    if (!adapter) return undefined;
    const name = adapterName(adapter.info).slice(0, 200);
    const features = [...adapter.features].map(String).slice(0, 60);
    return { adapter: name, software: isSoftwareAdapter(adapter.info), features };
  } catch {
    return undefined;
  }
}

function webgl(): Environment['webgl'] {
  try {
    const renderer = webglRenderer().slice(0, 300);
    return { renderer, software: isSoftwareRenderer(renderer) };
  } catch {
    return undefined;
  }
}

/** Where a run happens, as far as the browser tells; power and pressure are watched apart. Detected, never assumed; what it does not tell is absent. */
export async function readEnvironment(): Promise<Environment> {
  const { userAgent, hardwareConcurrency, deviceMemory, userAgentData } = navigator as Navigator & {
    deviceMemory?: number;
    userAgentData?: { platform: string };
  };
  return {
    app: { version: __APP_VERSION__, commit: __APP_COMMIT__ },
    userAgent: userAgent.slice(0, 400),
    platform: (userAgentData?.platform || navigator.platform || 'unknown').slice(0, 80),
    cores: hardwareConcurrency || 1,
    memoryGiB: deviceMemory,
    crossOriginIsolated: globalThis.crossOriginIsolated ?? false,
    sharedMemory: canShareMemory(),
    timerResolutionMs: timerResolutionMs(),
    gpu: await webgpu(),
    webgl: webgl(),
    runtimes: Object.fromEntries(runtimes.map(({ id, version }) => [id, version])),
  };
}
