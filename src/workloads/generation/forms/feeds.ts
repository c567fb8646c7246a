import type { Tensor } from '../../../domain/tensor';
import { fromHalf } from '../../../onnx/half';

export const wholes = (values: readonly number[], shape: readonly number[]): Tensor => ({
  dtype: 'int64',
  shape,
  data: BigInt64Array.from(values, BigInt),
});

export const integers = (values: readonly number[]): Tensor => ({
  dtype: 'int32',
  shape: [values.length],
  data: Int32Array.from(values),
});

export const singles = (values: ArrayLike<number>, shape: readonly number[] = []): Tensor => ({
  dtype: 'float32',
  shape,
  data: Float32Array.from(values),
});

/** The numbers of a tensor in single precision; halves come as their bits where the browser has no `Float16Array`. */
export function inSingles({ dtype, data }: Tensor): Float32Array {
  if (dtype !== 'float16') return data as Float32Array;
  return data instanceof Uint16Array ? Float32Array.from(data, fromHalf) : Float32Array.from(data as Float32Array);
}
