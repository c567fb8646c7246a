import type { TensorMap } from '../../domain/tensor';
import type { ReferenceOutput } from '../../tasks/types';

/** Values kept of each output: enough to tell two cells apart, little enough to send and hold for every cell. */
export const MOST_KEPT = 4096;

/** Every `stride`-th value of each output, from the first on, at most {@link MOST_KEPT}; the stride is the smallest that does. */
export function strided(outputs: TensorMap): ReferenceOutput[] {
  return Object.entries(outputs).map(([name, { shape, data }]) => {
    const stride = Math.max(1, Math.ceil(data.length / MOST_KEPT));
    const values = new Float32Array(Math.ceil(data.length / stride));
    for (let i = 0; i < values.length; i++) values[i] = Number(data[i * stride]);
    return { name, shape, stride, values };
  });
}
