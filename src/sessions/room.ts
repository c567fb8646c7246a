import type { Room } from '../decoder/memory';
import { bufferLimits, hasHalves } from '../runtimes/gpu';
import { isGpu, type On } from '../runtimes/target';

/** What there is of memory for a target in this browser, as far as it tells. */
export async function roomOn(on: On): Promise<Room> {
  const { deviceMemory } = navigator as Navigator & { readonly deviceMemory?: number };
  const device = deviceMemory === undefined ? undefined : deviceMemory * 2 ** 30;
  if (!isGpu(on)) return { processor: 'cpu', device };
  const [buffers, halves] = await Promise.all([bufferLimits(), hasHalves()]);
  return { processor: 'gpu', buffers, halves, device };
}
