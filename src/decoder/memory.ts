import type { Precision } from '../models/artefact';
import type { DecoderConfig } from './config';
import { weightShapes } from './shapes';

/** What a decoder computes on. */
export type Processor = 'cpu' | 'gpu';

/** Memory that a decoder takes, bytes, told before anything of it is made or fetched. */
export interface MemoryNeed {
  /** Weights as they stay: as they are stored, or in single precision where the runtime widens them. */
  readonly weights: number;
  /** What the runtime makes of weights while it opens, beyond those: turned. */
  readonly opening: number;
  /** Keys and values of {@link MemoryNeed.positions} positions; of a cache that grows, the old and the new one. */
  readonly cache: number;
  readonly positions: number;
  /** What passes between layers, and logits. */
  readonly activations: number;
  /** The runtime's own, with nothing loaded. */
  readonly runtime: number;
  /** The file of weights and what is made of it for the runtime, which stand beside all this until the runtime has read them. */
  readonly beside: number;
  /** All but that: where it is computed. */
  readonly total: number;
  /** The largest piece that must lie in one buffer. */
  readonly largest: { readonly name: string; readonly bytes: number };
}

/** ONNX Runtime on WASM without a model: its heap begins with 16 MiB and little of it is free. */
const RUNTIME = 17e6;

const SINGLE = 4;

/** Of a number's bytes: a scale in single precision to a block of 32. */
const SCALES = SINGLE / 32;

const TABLE = 'model.embed_tokens.weight';

const sizeOf = (shape: readonly number[]) => shape.reduce((product, side) => product * side, 1);

/**
 * Counted from how ONNX Runtime 1.30 was seen to take its memory: halves are widened, rounded weights are made whole numbers of 8
 * bits, and what a graph's constants are folded to comes beside them.
 * @param file bytes of the file of weights
 * @param positions in the cache
 */
export function memoryNeed(
  config: DecoderConfig,
  { precision, file }: { readonly precision: Precision; readonly file: number },
  processor: Processor,
  positions: number,
): MemoryNeed {
  const matrices = [...weightShapes(config)].filter(([, { length }]) => length === 2);
  const singles = SINGLE * matrices.reduce((sum, [, shape]) => sum + sizeOf(shape), 0);
  const [name, shape] = matrices.reduce((most, one) => (sizeOf(one[1]) > sizeOf(most[1]) ? one : most));
  const largestSingle = SINGLE * sizeOf(shape);
  const isRounded = precision === 'int8' || precision === 'int4';
  const isRepacked = isRounded && processor === 'cpu';
  const numbers = singles / SINGLE;
  const table = sizeOf(weightShapes(config).get(TABLE) ?? []);
  // Where the table is not what logits are made with, its rows are looked up and nothing else.
  const products = numbers - (config.tied ? 0 : table);
  const asStored = products * ((precision === 'int4' ? 0.5 : 1) + SCALES);
  const repacked = isRepacked ? products : 0;
  // Rows are looked up in the table as it is stored, whatever products are made with: in 8 bits, or in single precision.
  const looked = Math.max(table, file - asStored);
  // No fewer bytes than the file's, whatever the configuration beside it says.
  const weights = Math.max(file, isRepacked ? repacked + looked : isRounded ? 0 : singles);
  // The table that logits are made with is turned.
  const opening = config.tied && !isRounded ? SINGLE * table : 0;
  const { layers, keyValueHeads, headSize, hidden, intermediate, vocabulary } = config;
  const cache = 2 * (2 * layers * keyValueHeads * headSize * SINGLE * positions);
  const read = Math.min(positions, 128);
  const activations = SINGLE * (read * (4 * hidden + 3 * intermediate) + 8 * vocabulary);
  // The table of embeddings is never stored in less than 8 bits.
  const largest = { name, bytes: isRounded ? largestSingle / SINGLE : largestSingle };
  return {
    weights,
    opening,
    cache,
    positions,
    activations,
    runtime: RUNTIME,
    beside: file + repacked,
    total: weights + opening + cache + activations + RUNTIME,
    largest,
  };
}

/** Addresses of WebAssembly are 32 bits wide: https://webassembly.github.io/spec/core/syntax/types.html#memory-types */
export const MOST_WASM_BYTES = 2 ** 32;

/** A WebGPU device's limits that weights meet: https://www.w3.org/TR/webgpu/#limits */
export interface BufferLimits {
  readonly maxBufferSize: number;
  readonly maxStorageBufferBindingSize: number;
}

export interface Room {
  readonly processor: Processor;
  /** Of the adapter, where it computes on a GPU that tells. */
  readonly buffers?: BufferLimits;
  /** Whether a GPU computes in half precision; absent on the processor, which computes those in single. */
  readonly halves?: boolean;
  /** Bytes of the device, as far as the browser tells: rounded, and at most some value of its own. */
  readonly device?: number;
}

export interface Fit {
  readonly fit: 'fits' | 'tight' | 'too large';
  /** What it doesn't fit into; a sentence. */
  readonly because?: string;
}

const gigabytes = (bytes: number) =>
  bytes >= 1e8 ? `${(bytes / 1e9).toFixed(bytes >= 1e10 ? 0 : 1)} GB` : `${Math.round(bytes / 1e6)} MB`;

/** The browser doesn't tell of more than 8 GB: https://www.w3.org/TR/device-memory/ */
const MOST_TOLD = 8 * 2 ** 30;

/** Whether a decoder fits, told before it is tried. */
export function fitOf(need: MemoryNeed, { processor, buffers, device }: Room): Fit {
  if (processor === 'cpu' && need.total > MOST_WASM_BYTES) {
    return {
      fit: 'too large',
      because: `It needs about ${gigabytes(need.total)}, and WebAssembly has addresses for ${gigabytes(MOST_WASM_BYTES)}.`,
    };
  }
  const most = buffers && Math.min(buffers.maxBufferSize, buffers.maxStorageBufferBindingSize);
  if (processor === 'gpu' && most !== undefined && need.largest.bytes > most) {
    return {
      fit: 'too large',
      because: `Its largest table takes ${gigabytes(need.largest.bytes)}, and this GPU binds ${gigabytes(most)} at once.`,
    };
  }
  const peak = need.total + need.beside;
  if (device !== undefined && device < MOST_TOLD && peak > device / 2) {
    return {
      fit: 'tight',
      because: `It needs about ${gigabytes(peak)} while it opens, and this device has about ${gigabytes(device)} for everything.`,
    };
  }
  return { fit: 'fits' };
}
