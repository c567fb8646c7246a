import type { DecoderConfig } from '../decoder/config';
import type { Variant } from './variants';

/** Memory that running a decoder takes beyond the runtime's own, bytes: a lower bound that is known before anything is downloaded. */
export interface Need {
  readonly weights: number;
  /** Keys and values of {@link Need.positions} positions. */
  readonly cache: number;
  readonly positions: number;
  /** While it is opened the files' bytes stand beside what the runtime makes of them. */
  readonly opening: number;
}

/** What a visit is reckoned with: a conversation of some pages. */
const POSITIONS = 2048;

/** Addresses of WebAssembly are 32 bits wide. https://webassembly.github.io/spec/core/syntax/types.html#memory-types */
export const MOST_WASM_BYTES = 2 ** 32;

export function needOf(config: DecoderConfig, { bytes, compute }: Pick<Variant, 'bytes' | 'compute'>): Need {
  const positions = Math.min(config.context, POSITIONS);
  const number = compute === 'fp16' ? 2 : 4;
  const cache = 2 * config.layers * config.keyValueHeads * config.headSize * number * positions;
  return { weights: bytes, cache, positions, opening: 2 * bytes };
}

/** Weights of a decoder, counted from its configuration. */
export function parametersOf(config: DecoderConfig): number {
  const { hidden, headSize, heads, keyValueHeads, intermediate, layers, vocabulary, tied } = config;
  const attention = hidden * headSize * (2 * heads + 2 * keyValueHeads);
  const feedForward = 3 * hidden * intermediate;
  const norms = (config.sandwichNorm ? 4 : 2) * hidden + (config.queryKeyNorm ? 2 * headSize : 0);
  const biases = config.biases.queryKeyValue ? headSize * (heads + 2 * keyValueHeads) : 0;
  return layers * (attention + feedForward + norms + biases) + vocabulary * hidden * (tied ? 1 : 2) + hidden;
}

export type Fit = 'fits' | 'tight' | 'too large';

/**
 * @param deviceMemory GB, as far as the browser tells: rounded, and at most some value of its own
 */
export function fitOf(need: Need, deviceMemory: number | undefined): Fit {
  if (need.weights + need.cache > MOST_WASM_BYTES) return 'too large';
  // Half of a device's memory is other programs', and the browser's own.
  return deviceMemory !== undefined && need.opening + need.cache > (deviceMemory * 1e9) / 2 ? 'tight' : 'fits';
}
