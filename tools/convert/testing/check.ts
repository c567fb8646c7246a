import { expect } from 'vitest';
import { convertModel, type Conversion, type ConvertOptions } from '../convert';
import { sizeOf, type GraphInput, type HostTensor } from '../ir';
import { GraphBuilder, ints, text } from '../read/builder';
import { randomNumbers } from '../trace/feeds';

export interface CheckOptions extends ConvertOptions {
  /** Values fed lie between these; integers include both. */
  readonly low?: number;
  readonly high?: number;
  /** Largest difference allowed, relative to the output's range. */
  readonly limit?: number;
}

function values(input: GraphInput, low: number, high: number, seed: number): HostTensor {
  const next = randomNumbers(seed);
  const length = sizeOf(input.shape);
  const between = () => low + next() * (high - low);
  switch (input.dtype) {
    case 'float32':
      return { ...input, values: Float32Array.from({ length }, between) };
    case 'int32':
      return { ...input, values: Int32Array.from({ length }, () => Math.floor(low + next() * (high - low + 1))) };
    case 'bool':
      return { ...input, values: Uint8Array.from({ length }, () => Number(next() < 0.5)) };
  }
}

/**
 * Builds a small graph, converts it and expects ONNX Runtime to answer as TensorFlow.js does, on values between `low` and
 * `high` and on random ones between 0 and 1.
 */
export async function check(
  build: (b: GraphBuilder) => string | readonly string[],
  { low = -3, high = 3, limit = 1e-5, ...options }: CheckOptions = {},
): Promise<Conversion> {
  const builder = new GraphBuilder();
  const outputs = build(builder);
  const conversion = await convertModel(builder.build([outputs].flat()), {
    backend: 'cpu',
    feeds: (inputs) => {
      const feeds = inputs.map((input, index) => [input.name, values(input, low, high, index + 1)] as const);
      return options.dynamic ? [] : [{ label: 'chosen', feeds: Object.fromEntries(feeds) }];
    },
    ...options,
  });
  expect(conversion.parity.length).toBeGreaterThan(0);
  for (const parity of conversion.parity) {
    expect(parity.maxRel, `${parity.label}, ${parity.output} [${parity.shape}]`).toBeLessThanOrEqual(limit);
  }
  return conversion;
}

/** How many nodes of a kind a conversion has. */
export function count({ graph }: Conversion, op: string): number {
  return graph.nodes.filter((node) => node.op === op).length;
}

/** Deterministic weights between −1 and 1. */
export function weights(length: number, seed = 7): number[] {
  const next = randomNumbers(seed);
  return Array.from({ length }, () => next() * 2 - 1);
}

/** Attributes of a convolution that skips no pixel and keeps the picture's size. */
export const everyPixel = { strides: ints(1, 1, 1, 1), dilations: ints(1, 1, 1, 1), padding: text('SAME') };
