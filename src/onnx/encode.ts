import protobuf, { type Writer } from 'protobufjs/minimal';
import {
  dataTypes,
  type Attribute,
  type Graph,
  type Initialiser,
  type Model,
  type Node,
  type ValueInfo,
} from './graph';

/**
 * Writes ONNX files with the field numbers of https://github.com/onnx/onnx/blob/v1.19.0/onnx/onnx.proto3. By the bare writer: what
 * makes encoders from a schema needs `eval`, which this page's policy refuses.
 */

const IR_VERSION = 8;

/** Wire types: a number as a varint, four bytes, or a length and bytes. */
const number = (field: number) => field << 3;
const float = (field: number) => (field << 3) | 5;
const bytes = (field: number) => (field << 3) | 2;

/** 2^63 − 1 comes as the next number that there is, see `decode.ts`. */
function int64(writer: Writer, value: number): void {
  if (value >= 2 ** 63) writer.int64({ low: -1, high: 0x7fff_ffff, unsigned: false } as unknown as number);
  else writer.int64(value);
}

type Write<T> = (writer: Writer, value: T) => void;

function message<T>(writer: Writer, field: number, value: T, write: Write<T>): void {
  writer.uint32(bytes(field)).fork();
  write(writer, value);
  writer.ldelim();
}

/** `AttributeProto.AttributeType`. */
const kinds = { f: 1, i: 2, s: 3, t: 4, g: 5, floats: 6, ints: 7, strings: 8 } as const;

const writeAttribute: Write<readonly [string, Attribute]> = (writer, [name, attribute]) => {
  writer.uint32(bytes(1)).string(name);
  if ('f' in attribute) writer.uint32(float(2)).float(attribute.f);
  else if ('i' in attribute) int64(writer.uint32(number(3)), attribute.i);
  else if ('s' in attribute) writer.uint32(bytes(4)).string(attribute.s);
  else if ('t' in attribute) message(writer, 5, attribute.t, writeInitialiser);
  else if ('g' in attribute) message(writer, 6, attribute.g, writeGraph);
  else if ('floats' in attribute) for (const each of attribute.floats) writer.uint32(float(7)).float(each);
  else if ('ints' in attribute) for (const each of attribute.ints) int64(writer.uint32(number(8)), each);
  else for (const each of attribute.strings) writer.uint32(bytes(9)).string(each);
  const [kind] = Object.keys(attribute) as (keyof typeof kinds)[];
  writer.uint32(number(20)).int32(kinds[kind as keyof typeof kinds]);
};

const writeNode: Write<Node> = (writer, { op, domain, name, inputs, outputs, attributes = {} }) => {
  for (const input of inputs) writer.uint32(bytes(1)).string(input);
  for (const output of outputs) writer.uint32(bytes(2)).string(output);
  writer.uint32(bytes(3)).string(name);
  writer.uint32(bytes(4)).string(op);
  for (const entry of Object.entries(attributes)) message(writer, 5, entry, writeAttribute);
  if (domain) writer.uint32(bytes(7)).string(domain);
};

const writeEntry: Write<readonly [string, string]> = (writer, [key, value]) => {
  writer.uint32(bytes(1)).string(key).uint32(bytes(2)).string(value);
};

const writeInitialiser: Write<Initialiser> = (writer, { name, type, dims, data }) => {
  for (const dim of dims) writer.uint32(number(1)).int64(dim);
  writer.uint32(number(2)).int32(dataTypes[type]);
  writer.uint32(bytes(8)).string(name);
  if (data instanceof Uint8Array) {
    writer.uint32(bytes(9)).bytes(data);
    return;
  }
  message(writer, 13, ['location', data.file] as const, writeEntry);
  message(writer, 13, ['offset', String(data.offset)] as const, writeEntry);
  message(writer, 13, ['length', String(data.length)] as const, writeEntry);
  const external = 1;
  writer.uint32(number(14)).int32(external);
};

const writeDim: Write<number | string> = (writer, dim) => {
  if (typeof dim === 'number') writer.uint32(number(1)).int64(dim);
  else if (dim !== '') writer.uint32(bytes(2)).string(dim);
};

const writeValue: Write<ValueInfo> = (writer, { name, type, shape }) => {
  writer.uint32(bytes(1)).string(name);
  message(writer, 2, shape, (typeWriter) => {
    message(typeWriter, 1, shape, (tensorWriter) => {
      tensorWriter.uint32(number(1)).int32(dataTypes[type]);
      if (!shape) return;
      message(tensorWriter, 2, shape, (shapeWriter) => {
        for (const dim of shape) message(shapeWriter, 1, dim, writeDim);
      });
    });
  });
};

function writeGraph(writer: Writer, { name, nodes, initialisers = [], inputs, outputs }: Graph): void {
  for (const node of nodes) message(writer, 1, node, writeNode);
  writer.uint32(bytes(2)).string(name);
  for (const initialiser of initialisers) message(writer, 5, initialiser, writeInitialiser);
  for (const input of inputs) message(writer, 11, input, writeValue);
  for (const output of outputs) message(writer, 12, output, writeValue);
}

/** @returns the bytes of a model file */
export function encodeModel({ graph, opsets }: Model): Uint8Array {
  const writer = protobuf.Writer.create();
  writer.uint32(number(1)).int64(IR_VERSION);
  writer.uint32(bytes(2)).string('nearside');
  message(writer, 7, graph, writeGraph);
  for (const opset of Object.entries(opsets)) {
    message(writer, 8, opset, (setWriter, [domain, version]) => {
      setWriter.uint32(bytes(1)).string(domain).uint32(number(2)).int64(version);
    });
  }
  return writer.finish();
}
