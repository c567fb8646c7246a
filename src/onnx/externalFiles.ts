import { Reader } from 'protobufjs/minimal';

/**
 * Names of the files beside a model that hold weights of it, as its tensors call them: read with the field numbers of
 * https://github.com/onnx/onnx/blob/v1.19.0/onnx/onnx.proto3, all else passed over.
 * @param bytes of a model file
 * @throws Error where it is none
 */
export function externalFiles(bytes: Uint8Array): ReadonlySet<string> {
  const names = new Set<string>();
  const reader = Reader.create(bytes);
  walk(reader, reader.len, model, names);
  return names;
}

/** What stands in a message, by field: the kind of message there; the names are noted in those of kind `entry`. */
interface Kind {
  readonly [field: number]: () => Kind;
}

/** `StringStringEntryProto`, read for itself. */
const entry: Kind = {};
/** `TensorProto.external_data`. */
const tensor: Kind = { 13: () => entry };
/** `AttributeProto.t`, `.g`, `.tensors`, `.graphs`. */
const attribute: Kind = { 5: () => tensor, 6: () => graph, 10: () => tensor, 11: () => graph };
const node: Kind = { 5: () => attribute };
/** `GraphProto.node`, `.initializer`. */
const graph: Kind = { 1: () => node, 5: () => tensor };
/** `ModelProto.graph`. */
const model: Kind = { 7: () => graph };

function walk(reader: Reader, end: number, kind: Kind, names: Set<string>): void {
  while (reader.pos < end) {
    const tag = reader.uint32();
    const inside = (tag & 7) === 2 ? kind[tag >>> 3]?.() : undefined;
    if (!inside) {
      reader.skipType(tag & 7);
      continue;
    }
    const length = reader.uint32();
    const until = reader.pos + length;
    if (until > end) throw new Error('a message is longer than what it stands in');
    if (inside === entry) note(reader, until, names);
    else walk(reader, until, inside, names);
  }
}

function note(reader: Reader, end: number, names: Set<string>): void {
  let key = '';
  let value = '';
  while (reader.pos < end) {
    const tag = reader.uint32();
    if (tag === 10) key = reader.string();
    else if (tag === 18) value = reader.string();
    else reader.skipType(tag & 7);
  }
  if (key === 'location') names.add(value);
}
