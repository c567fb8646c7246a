/** What convolutions, pools and other layers over pictures and steps share: data formats, windows and their output lengths. */
import { UNKNOWN } from '../../ir';
import { text } from '../builder';
import { described, type LayerContext, type LayerTensor } from './context';

/** Computes with channels last, whatever the layer's data_format: channels are moved there and back. */
export function channelsLast(
  layer: LayerContext,
  x: LayerTensor,
  compute: (x: LayerTensor) => LayerTensor,
): LayerTensor {
  const format = layer.attributes.choice('data_format', 'channels_last', ['channels_last', 'channels_first']);
  if (format === 'channels_last') return compute(x);
  const rank = x.shape.length;
  const spatial = Array.from({ length: rank - 2 }, (_, i) => i + 2);
  const made = compute(layer.transpose(x, [0, ...spatial, 1]));
  // Without spatial axes, the channels are all there is.
  return made.shape.length < rank ? made : layer.transpose(made, [0, rank - 1, ...spatial.map((axis) => axis - 1)]);
}

export type Padding = 'valid' | 'same';

export function padding(layer: LayerContext): Padding {
  return layer.attributes.choice<Padding>('padding', 'valid', ['valid', 'same']);
}

export const paddingText = (kind: Padding) => text(kind.toUpperCase());

/**
 * Lengths of what a window finds as it moves over spatial axes: ⌈length ÷ stride⌉ with padding, without it as many as fit.
 * @throws ConversionError where the window is larger than its input
 */
export function windowed(
  layer: LayerContext,
  lengths: readonly number[],
  window: readonly number[],
  strides: readonly number[],
  dilations: readonly number[],
  kind: Padding,
): number[] {
  return lengths.map((length, axis) => {
    if (length === UNKNOWN) return UNKNOWN;
    if (kind === 'same') return Math.ceil(length / strides[axis]!);
    const reach = (window[axis]! - 1) * dilations[axis]! + 1;
    if (reach > length) layer.refuse(`its window of ${reach} is larger than its input ${described(lengths)}`);
    return Math.floor((length - reach) / strides[axis]!) + 1;
  });
}
