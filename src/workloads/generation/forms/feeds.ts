import type { Tensor } from '../../../domain/tensor';

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
