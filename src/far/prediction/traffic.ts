import type { Chip } from '../chips/schema';
import type { Work } from './work';

const MB = 1e6;

/** A compiler lays weights out in a scratchpad for good; a cache loses all of a set that doesn't fit, one after the other. */
export const hasScratchpad = (chip: Chip) => chip.kind === 'npu' || chip.kind === 'matrix-engine';

/**
 * Bytes of weights that one launch reads again: those that don't stay on the chip. Over a scratchpad it is what is beyond its
 * size (the Edge TPU's parameter caching, https://coral.ai/docs/edgetpu/compiler/); of a cache, all or nothing, and likewise
 * where a network that doesn't fit is cut into contexts that take turns on the chip (Hailo's compiler): each is loaded anew.
 */
export function weightsRead(chip: Chip, weightBytes: number): number {
  const keptBytes = (chip.weights_kept?.mb ?? chip.onchip_mb ?? 0) * MB;
  if (weightBytes <= keptBytes) return 0;
  return hasScratchpad(chip) && !chip.weights_kept?.allOrNothing ? weightBytes - keptBytes : weightBytes;
}

/** Bytes of activations that one launch moves: all, where they don't fit on the chip together. */
export function activationsMoved(chip: Chip, { activationBytes = 0, batch }: Work): number {
  const bytes = activationBytes * batch;
  return bytes <= (chip.onchip_mb ?? 0) * MB ? 0 : bytes;
}
