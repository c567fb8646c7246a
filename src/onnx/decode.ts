import protobuf, { type Reader } from 'protobufjs/minimal';
import {
  dataTypes,
  type Attribute,
  type DataType,
  type Graph,
  type Initialiser,
  type Model,
  type Node,
  type ValueInfo,
} from './graph';

/**
 * Reads ONNX files with the field numbers of https://github.com/onnx/onnx/blob/v1.19.0/onnx/onnx.proto3: what {@link Model} has a
 * place for. Shapes of inner values, documentation and other people's metadata are left out.
 */

/** By field number, in the order read: numbers of a varint, bytes of the rest. */
type Fields = Map<number, (number | Uint8Array)[]>;

function fieldsOf(message: Uint8Array): Fields {
  const fields: Fields = new Map();
  const reader = protobuf.Reader.create(message);
  const add = (field: number, value: number | Uint8Array) => {
    const list = fields.get(field);
    if (list) list.push(value);
    else fields.set(field, [value]);
  };
  while (reader.pos < reader.len) {
    const tag = reader.uint32();
    const [field, wire] = [tag >>> 3, tag & 7];
    // `int64()` is a number, or an object that prints as one where the `long` package is there.
    if (wire === 0) add(field, Number(String(reader.int64())));
    else if (wire === 2) add(field, reader.bytes());
    else if (wire === 5) add(field, reader.float());
    else reader.skipType(wire);
  }
  return fields;
}

const text = (value: number | Uint8Array | undefined): string =>
  value instanceof Uint8Array ? new TextDecoder().decode(value) : '';
const bytesOf = (value: number | Uint8Array | undefined): Uint8Array =>
  value instanceof Uint8Array ? value : new Uint8Array();
const numberOf = (value: number | Uint8Array | undefined): number => (typeof value === 'number' ? value : 0);
const texts = (fields: Fields, field: number) => (fields.get(field) ?? []).map(text);
const one = (fields: Fields, field: number) => fields.get(field)?.at(-1);
const messages = <T>(fields: Fields, field: number, read: (message: Uint8Array) => T): T[] =>
  (fields.get(field) ?? []).map((message) => read(bytesOf(message)));

/** Repeated numbers, which a writer may have packed into one field. @param next reads one of those */
function numbers(fields: Fields, field: number, next: (reader: Reader) => number): number[] {
  return (fields.get(field) ?? []).flatMap((value) => {
    if (typeof value === 'number') return value;
    const reader = protobuf.Reader.create(value);
    const list: number[] = [];
    while (reader.pos < reader.len) list.push(next(reader));
    return list;
  });
}

const integers = (fields: Fields, field: number) => numbers(fields, field, (reader) => Number(String(reader.int64())));
const floats = (fields: Fields, field: number) => numbers(fields, field, (reader) => reader.float());

/** @throws RangeError for a type that {@link dataTypes} doesn't name */
function typeOf(value: number): DataType {
  const found = Object.entries(dataTypes).find(([, number]) => number === value)?.[0];
  if (!found) throw new RangeError(`The model holds tensors of ONNX data type ${value}, which is not read here.`);
  return found as DataType;
}

/** The largest of 64 bits, which stands for "to the end", is beyond a number's precision: read as 2^63, it is that again. */
const toLong = (value: number) => (value >= 2 ** 63 ? 2n ** 63n - 1n : BigInt(value));

/** Little-endian bytes of values that lie in typed fields rather than as raw data. */
function typedData(type: DataType, fields: Fields): Uint8Array {
  const FLOATS = 4;
  const INTEGERS = 5;
  const LONGS = 7;
  const made = {
    float32: () => Float32Array.from(floats(fields, FLOATS)),
    // Halves lie as their bits.
    float16: () => Uint16Array.from(integers(fields, INTEGERS)),
    int64: () => BigInt64Array.from(integers(fields, LONGS), toLong),
    int32: () => Int32Array.from(integers(fields, INTEGERS)),
    uint8: () => Uint8Array.from(integers(fields, INTEGERS)),
    // Two to a byte here too.
    uint4: () => Uint8Array.from(integers(fields, INTEGERS)),
    int8: () => Int8Array.from(integers(fields, INTEGERS)),
    bool: () => Uint8Array.from(integers(fields, INTEGERS)),
  }[type]();
  return new Uint8Array(made.buffer);
}

function readInitialiser(message: Uint8Array): Initialiser {
  const fields = fieldsOf(message);
  const type = typeOf(numberOf(one(fields, 2)));
  const named = { name: text(one(fields, 8)), type, dims: integers(fields, 1) };
  const EXTERNAL = 1;
  if (one(fields, 14) === EXTERNAL) {
    const entries = new Map(
      messages(fields, 13, (entry) => {
        const pair = fieldsOf(entry);
        return [text(one(pair, 1)), text(one(pair, 2))] as const;
      }),
    );
    const [file = '', offset = 0, length = 0] = ['location', 'offset', 'length'].map((key) => entries.get(key));
    return { ...named, data: { file: String(file), offset: Number(offset), length: Number(length) } };
  }
  const raw = one(fields, 9);
  return { ...named, data: raw instanceof Uint8Array ? raw : typedData(type, fields) };
}

function readAttribute(message: Uint8Array): readonly [string, Attribute] {
  const fields = fieldsOf(message);
  const name = text(one(fields, 1));
  const type = numberOf(one(fields, 20));
  const read: Record<number, () => Attribute> = {
    1: () => ({ f: numberOf(one(fields, 2)) }),
    2: () => ({ i: numberOf(one(fields, 3)) }),
    3: () => ({ s: text(one(fields, 4)) }),
    4: () => ({ t: readInitialiser(bytesOf(one(fields, 5))) }),
    5: () => ({ g: readGraph(bytesOf(one(fields, 6))) }),
    6: () => ({ floats: floats(fields, 7) }),
    7: () => ({ ints: integers(fields, 8) }),
    8: () => ({ strings: texts(fields, 9) }),
  };
  const kind = read[type];
  if (!kind) throw new RangeError(`The attribute ${name} is of ONNX attribute type ${type}, which is not read here.`);
  return [name, kind()];
}

function readNode(message: Uint8Array, index: number): Node {
  const fields = fieldsOf(message);
  const op = text(one(fields, 4));
  const domain = text(one(fields, 7));
  return {
    op,
    ...(domain && domain !== 'ai.onnx' && { domain }),
    name: text(one(fields, 3)) || `${op}_${index}`,
    inputs: texts(fields, 1),
    outputs: texts(fields, 2),
    attributes: Object.fromEntries(messages(fields, 5, readAttribute)),
  };
}

function readValue(message: Uint8Array): ValueInfo {
  const fields = fieldsOf(message);
  const tensor = fieldsOf(bytesOf(one(fieldsOf(bytesOf(one(fields, 2))), 1)));
  const shape = one(tensor, 2);
  const dims =
    shape instanceof Uint8Array
      ? messages(fieldsOf(shape), 1, (dim) => {
          const length = fieldsOf(dim);
          const known = one(length, 1);
          return typeof known === 'number' ? known : text(one(length, 2));
        })
      : undefined;
  return { name: text(one(fields, 1)), type: typeOf(numberOf(one(tensor, 1))), ...(dims && { shape: dims }) };
}

function readGraph(message: Uint8Array): Graph {
  const fields = fieldsOf(message);
  if (fields.has(15)) throw new RangeError('The model holds sparse weights, which are not read here.');
  const initialisers = messages(fields, 5, readInitialiser);
  const constant = new Set(initialisers.map(({ name }) => name));
  return {
    name: text(one(fields, 2)),
    nodes: (fields.get(1) ?? []).map((node, index) => readNode(bytesOf(node), index)),
    initialisers,
    // Before IR version 4 initialisers had to be listed among the inputs too.
    inputs: messages(fields, 11, readValue).filter(({ name }) => !constant.has(name)),
    outputs: messages(fields, 12, readValue),
  };
}

/**
 * @param file the bytes of a model file; parts of it are in what is returned, not copies
 * @throws RangeError, saying what in it is not read here; Error where the bytes are no message at all
 */
export function decodeModel(file: Uint8Array): Model {
  // Not a `Buffer`, which Node's files come as: its parts would be such too.
  const fields = fieldsOf(new Uint8Array(file.buffer, file.byteOffset, file.byteLength));
  const graph = one(fields, 7);
  if (!(graph instanceof Uint8Array)) throw new RangeError('There is no graph in this file: it is no ONNX model.');
  if (fields.has(25)) throw new RangeError('The model has functions of its own, which are not read here.');
  const opsets = messages(fields, 8, (message) => {
    const set = fieldsOf(message);
    const domain = text(one(set, 1));
    return [domain === 'ai.onnx' ? '' : domain, numberOf(one(set, 2))] as const;
  });
  return { graph: readGraph(graph), opsets: Object.fromEntries(opsets) };
}
