import { columnOut, hadamard, startMatrix, type ProductSpec } from './product';

/** The little of protocol buffers that a network of two operators takes: https://protobuf.dev/programming-guides/encoding/. */
type Bytes = Uint8Array<ArrayBuffer>;

function joined(parts: readonly Bytes[]): Bytes {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function varint(value: number): Bytes {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    bytes.push(rest < 128 ? rest : (rest % 128) + 128);
    if (rest < 128) return Uint8Array.from(bytes);
  }
}

const number = (field: number, value: number) => joined([varint(field * 8), varint(value)]);
const bytes = (field: number, value: Bytes) => joined([varint(field * 8 + 2), varint(value.length), value]);
const text = (field: number, value: string) => bytes(field, new TextEncoder().encode(value));
const message = (field: number, ...parts: Bytes[]) => bytes(field, joined(parts));

// Numbers of fields: onnx.proto3 of ONNX 1.7, https://github.com/onnx/onnx/blob/v1.7.0/onnx/onnx.proto3.
const FLOAT = 1;

const node = (op: string, inputs: readonly string[], output: string) =>
  message(1, ...inputs.map((input) => text(1, input)), text(2, output), text(3, output), text(4, op));

const weight = (name: string, dims: readonly number[], values: Float32Array<ArrayBuffer>) =>
  message(
    5,
    ...dims.map((dim) => number(1, dim)),
    number(2, FLOAT),
    text(8, name),
    bytes(9, new Uint8Array(values.buffer)),
  );

const value = (field: number, name: string, dims: readonly number[]) =>
  message(
    field,
    text(1, name),
    message(2, message(1, number(1, FLOAT), message(2, ...dims.map((dim) => message(1, number(1, dim)))))),
  );

/** The network of {@link ProductSpec} as an ONNX model, operator set 12. */
export function productOnnx({ size, links }: ProductSpec): Bytes {
  const graph = [
    node('Add', ['X', 's'], 'h0'),
    ...Array.from({ length: links }, (_, link) => node('MatMul', [`h${link}`, 'W'], `h${link + 1}`)),
    node('MatMul', [`h${links}`, 'v'], 'y'),
    text(2, 'product'),
    weight('X', [size, size], startMatrix(size)),
    weight('W', [size, size], hadamard(size)),
    weight('v', [size, 1], columnOut(size)),
    value(11, 's', [1, size]),
    value(12, 'y', [size, 1]),
  ];
  return joined([number(1, 7), text(2, 'nearside'), message(7, ...graph), message(8, number(2, 12))]);
}
