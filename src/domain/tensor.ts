export type DType = 'float32' | 'int32' | 'uint8' | 'bool' | 'int64';

/** A dense tensor in row-major order. `data.length` is the product of `shape`. */
export interface Tensor {
  readonly dtype: DType;
  readonly shape: readonly number[];
  readonly data: Float32Array | Int32Array | Uint8Array | BigInt64Array;
}

/** Tensors by the network's own input or output name. */
export type TensorMap = Readonly<Record<string, Tensor>>;
