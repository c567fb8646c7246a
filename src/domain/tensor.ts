export type DType = 'float32' | 'float16' | 'int32' | 'uint8' | 'bool' | 'int64';

/** A dense tensor in row-major order. `data.length` is the product of `shape`; halves may come as their 16 bits or as a `Float16Array`. */
export interface Tensor {
  readonly dtype: DType;
  readonly shape: readonly number[];
  readonly data: Float32Array | Uint16Array | Int32Array | Uint8Array | BigInt64Array;
}

/**
 * A value that stays where the network that made it left it (a GPU's buffer, a texture) until it is disposed of, or that network
 * is. It feeds networks of the same opened runtime as often as wanted.
 */
export interface Resident {
  readonly dtype: DType;
  readonly shape: readonly number[];
  /**
   * Copies it to CPU memory. Runtimes may move it there: fed again afterwards, it is uploaded again.
   * @throws Problem `disposed`
   */
  read(): Promise<Tensor>;
  /** Frees it; doing so again does nothing. */
  dispose(): void;
}

export type Value = Tensor | Resident;

/** Tensors by the network's own input or output name. */
export type TensorMap = Readonly<Record<string, Tensor>>;
export type ValueMap = Readonly<Record<string, Value>>;

export function isResident(value: Value): value is Resident {
  return 'read' in value;
}
