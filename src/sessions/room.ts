import type { Room } from '../decoder/memory';
import { bufferLimits } from '../runtimes/gpu';
import { isGpu, type On } from '../runtimes/target';

/** What there is of memory for a target in this browser, as far as it tells. */
export async function roomOn(on: On): Promise<Room> {
  const { deviceMemory } = navigator as Navigator & { readonly deviceMemory?: number };
  const device = deviceMemory === undefined ? undefined : deviceMemory * 2 ** 30;
  return isGpu(on) ? { processor: 'gpu', buffers: await bufferLimits(), device } : { processor: 'cpu', device };
}
