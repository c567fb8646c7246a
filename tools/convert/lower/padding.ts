import { UnsupportedError } from '../errors';
import { UNKNOWN, type GraphNode } from '../ir';
import type { AttributeMap } from './emitter';

/** A sliding window along the spatial axes. */
export interface Window {
  /** Lengths of the larger side: a convolution's input, a transposed convolution's output. */
  readonly input: readonly number[];
  readonly kernel: readonly number[];
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
}

/** [before, after] an axis. */
export type Pads = readonly [number, number];

/**
 * Padding of TensorFlow's SAME for one axis: total = max((⌈in ÷ stride⌉ − 1) × stride + reach − in, 0), the odd one after.
 * Undefined where it depends on a length that is not known.
 * Source: https://www.tensorflow.org/api_docs/python/tf/nn#notes_on_padding_2
 */
function same(window: Window, axis: number): Pads | undefined {
  const [input, stride] = [window.input[axis]!, window.strides[axis]!];
  const reach = (window.kernel[axis]! - 1) * window.dilations[axis]! + 1;
  if (input === UNKNOWN && stride !== 1) return undefined;
  const total = input === UNKNOWN ? reach - 1 : Math.max((Math.ceil(input / stride) - 1) * stride + reach - input, 0);
  return [Math.floor(total / 2), Math.ceil(total / 2)];
}

/**
 * Pads of the spatial axes from a node's `padding`; undefined for SAME over unknown lengths.
 * @param channelsLast whether explicit pads are listed [N, …, C] or [N, C, …]
 */
export function spatialPads(node: GraphNode, window: Window, channelsLast: boolean): Pads[] | undefined {
  const kind = node.attributes.string('padding', 'VALID');
  switch (kind) {
    case 'VALID':
      return window.kernel.map(() => [0, 0]);
    case 'SAME': {
      const pads = window.kernel.map((_, axis) => same(window, axis));
      return pads.every((pad) => pad !== undefined) ? pads : undefined;
    }
    case 'EXPLICIT': {
      const explicit = node.attributes.ints('explicit_paddings');
      const offset = channelsLast ? 2 : 4;
      if (explicit.length !== 2 * (window.kernel.length + 2))
        throw new UnsupportedError('its explicit_paddings are odd');
      return window.kernel.map((_, axis) => [explicit[offset + 2 * axis]!, explicit[offset + 2 * axis + 1]!]);
    }
    default:
      throw new UnsupportedError(`its padding is ${kind}`);
  }
}

/** Pads of a border around the spatial axes, added to a window's own. */
export function withBorder(pads: readonly Pads[], border: readonly Pads[]): Pads[] {
  return pads.map(([before, after], axis) => [before + border[axis]![0], after + border[axis]![1]]);
}

/** `pads` as ONNX lists them (all befores, then all afters), or its own SAME where lengths are unknown. */
export function padAttributes(pads: readonly Pads[] | undefined, window: Window): AttributeMap {
  if (pads) return { pads: { ints: [...pads.map(([before]) => before), ...pads.map(([, after]) => after)] } };
  if (window.dilations.some((dilation) => dilation !== 1)) {
    throw new UnsupportedError('it is strided and dilated with SAME padding over an unknown length');
  }
  return { auto_pad: { s: 'SAME_UPPER' } };
}
