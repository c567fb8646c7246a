import { UNKNOWN, type DType, type Values } from '../ir';
import { toHalf } from '../../../src/onnx/half';
import { modelProto } from './schema';

/**
 * The last operator set before axes moved from attributes to inputs (13): everything needed is in it, and onnxruntime-web's
 * WebGL provider resolves Split and ReduceSum up to it only. Its first IR version is 7.
 */
export const OPSET = 12;
const IR_VERSION = 7;

/** `TensorProto.DataType`. */
export const dataType = { float32: 1, int32: 6, int64: 7, bool: 9, float16: 10 } as const;
export type OnnxType = keyof typeof dataType;

export type Attribute =
  | { readonly i: number }
  | { readonly f: number }
  | { readonly s: string }
  | { readonly ints: readonly number[] }
  | { readonly t: Initialiser };

export interface Initialiser {
  readonly name: string;
  readonly type: OnnxType;
  readonly dims: readonly number[];
  readonly data: Uint8Array;
}

export interface OnnxNode {
  readonly op: string;
  readonly name: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, Attribute>>;
}

export interface ValueInfo {
  readonly name: string;
  readonly dtype: DType;
  /** `UNKNOWN` lengths are written as names of their own. */
  readonly shape: readonly number[];
}

export interface OnnxGraph {
  readonly name: string;
  readonly nodes: readonly OnnxNode[];
  readonly initialisers: readonly Initialiser[];
  readonly inputs: readonly ValueInfo[];
  readonly outputs: readonly ValueInfo[];
}

/** `AttributeProto.AttributeType`. */
const attributeTypes = { f: 1, i: 2, s: 3, t: 4, ints: 7 } as const;

function attributeProto(name: string, attribute: Attribute): object {
  if ('s' in attribute) return { name, type: attributeTypes.s, s: Buffer.from(attribute.s) };
  if ('t' in attribute) return { name, type: attributeTypes.t, t: tensorProto(attribute.t) };
  const kind = Object.keys(attribute)[0] as 'f' | 'i' | 'ints';
  return { name, type: attributeTypes[kind], ...attribute };
}

function tensorProto({ name, type, dims, data }: Initialiser): object {
  return { name, dims, dataType: dataType[type], rawData: data };
}

function valueInfoProto({ name, dtype, shape }: ValueInfo): object {
  const dim = shape.map((length, axis) =>
    length === UNKNOWN ? { dimParam: `${name}_${axis}` } : { dimValue: length },
  );
  return { name, type: { tensorType: { elemType: dataType[dtype], shape: { dim } } } };
}

/** Little-endian bytes of values, as `raw_data` holds them. */
export function rawData(values: Values | readonly number[], type: OnnxType): Uint8Array {
  switch (type) {
    case 'float32':
      return new Uint8Array(Float32Array.from(values).buffer);
    case 'int32':
      return new Uint8Array(Int32Array.from(values).buffer);
    case 'bool':
      return Uint8Array.from(values);
    case 'float16':
      return new Uint8Array(Uint16Array.from(values, toHalf).buffer);
    case 'int64':
      return new Uint8Array(BigInt64Array.from(Array.from(values, (value) => BigInt(Math.trunc(value)))).buffer);
  }
}

/** Writes a model file. */
export function encodeModel(graph: OnnxGraph): Uint8Array {
  return modelProto
    .encode(
      modelProto.create({
        irVersion: IR_VERSION,
        producerName: 'nearside',
        opsetImport: [{ domain: '', version: OPSET }],
        graph: {
          name: graph.name,
          node: graph.nodes.map(({ op, name, inputs, outputs, attributes }) => ({
            opType: op,
            name,
            input: inputs,
            output: outputs,
            attribute: Object.entries(attributes).map(([key, value]) => attributeProto(key, value)),
          })),
          initializer: graph.initialisers.map(tensorProto),
          input: graph.inputs.map(valueInfoProto),
          output: graph.outputs.map(valueInfoProto),
        },
      }),
    )
    .finish();
}
