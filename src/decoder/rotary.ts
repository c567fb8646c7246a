import type { DecoderConfig, RotaryScaling } from './config';

/** Llama 3's stretch: short waves stay, long ones slow down, those between in proportion (transformers, `_compute_llama3_parameters`). */
function stretched(frequency: number, scaling: RotaryScaling): number {
  if (scaling.kind === 'linear') return frequency / scaling.factor;
  const { factor, lowFrequencyFactor, highFrequencyFactor, originalContext } = scaling;
  const turns = (originalContext * frequency) / (2 * Math.PI);
  if (turns > highFrequencyFactor) return frequency;
  if (turns < lowFrequencyFactor) return frequency / factor;
  const share = (turns - lowFrequencyFactor) / (highFrequencyFactor - lowFrequencyFactor);
  return (share + (1 - share) / factor) * frequency;
}

/**
 * Angles of rotary positions (Su et al., RoFormer, 2021): position × base^(−2i / headSize), stretched as the configuration says.
 * @param base of the layer: {@link DecoderConfig.rotary}'s, which alone is stretched, or that of windowed layers
 * @returns cosines and sines [positions, headSize / 2]
 */
export function rotations(
  { headSize, rotary }: Pick<DecoderConfig, 'headSize' | 'rotary'>,
  base: number,
  positions: number,
): { readonly cosines: Float32Array; readonly sines: Float32Array } {
  const half = headSize / 2;
  const scaling = base === rotary.base ? rotary.scaling : undefined;
  const frequencies = Array.from({ length: half }, (_, i) => {
    const frequency = base ** ((-2 * i) / headSize);
    return scaling ? stretched(frequency, scaling) : frequency;
  });
  const cosines = new Float32Array(positions * half);
  const sines = new Float32Array(positions * half);
  for (let position = 0; position < positions; position++) {
    for (const [i, frequency] of frequencies.entries()) {
      cosines[position * half + i] = Math.cos(position * frequency);
      sines[position * half + i] = Math.sin(position * frequency);
    }
  }
  return { cosines, sines };
}
