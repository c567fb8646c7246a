/** A network in ONNX's terms, as it is written to a file. */

/** `TensorProto.DataType`. */
export const dataTypes = {
  float32: 1,
  uint8: 2,
  int8: 3,
  int32: 6,
  int64: 7,
  bool: 9,
  float16: 10,
  uint4: 21,
} as const;
export type DataType = keyof typeof dataTypes;

/** Bytes that one number takes. */
export const bytesOfType: Readonly<Record<DataType, number>> = {
  float32: 4,
  uint8: 1,
  int8: 1,
  int32: 4,
  int64: 8,
  bool: 1,
  float16: 2,
  uint4: 0.5,
};

/** What a file beside the model holds: its name, and where in it. */
export interface External {
  readonly file: string;
  readonly offset: number;
  readonly length: number;
}

export interface Initialiser {
  readonly name: string;
  readonly type: DataType;
  readonly dims: readonly number[];
  /** Little-endian, row-major; or where it lies outside the model. */
  readonly data: Uint8Array | External;
}

export type Attribute =
  | { readonly i: number }
  | { readonly f: number }
  | { readonly s: string }
  | { readonly t: Initialiser }
  | { readonly g: Graph }
  | { readonly floats: readonly number[] }
  | { readonly ints: readonly number[] }
  | { readonly strings: readonly string[] };

export interface Node {
  readonly op: string;
  /** Operator set; ONNX's own where absent. */
  readonly domain?: string;
  readonly name: string;
  /** '' where an optional input is left out. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes?: Readonly<Record<string, Attribute>>;
}

export interface ValueInfo {
  readonly name: string;
  readonly type: DataType;
  /** A name where a length is chosen at run time, '' where it has none; absent where not even the rank is told. */
  readonly shape?: readonly (number | string)[];
}

export interface Graph {
  readonly name: string;
  readonly nodes: readonly Node[];
  readonly initialisers?: readonly Initialiser[];
  readonly inputs: readonly ValueInfo[];
  readonly outputs: readonly ValueInfo[];
}

export interface Model {
  readonly graph: Graph;
  /** Version by domain. */
  readonly opsets: Readonly<Record<string, number>>;
}
