import { Reader } from 'protobufjs/minimal';

/** Fields that lead to nodes: `ModelProto.graph`, `GraphProto.node`, `NodeProto.attribute`, `AttributeProto.g` and `.graphs`. */
const within = {
  model: { 7: 'graph' },
  graph: { 1: 'node' },
  node: { 5: 'attribute' },
  attribute: { 6: 'graph', 11: 'graph' },
} as const satisfies Readonly<Record<string, Readonly<Record<number, string>>>>;

type Kind = keyof typeof within;

/** `NodeProto.op_type`. */
const OP_TYPE = 4;

/**
 * How often each operator stands in a model and in graphs within it, read with the field numbers of
 * https://github.com/onnx/onnx/blob/v1.19.0/onnx/onnx.proto3, all else passed over.
 * @param bytes of a model file
 * @throws Error where it is none
 */
export function operatorCounts(bytes: Uint8Array): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  const reader = Reader.create(bytes);
  const walk = (kind: Kind, end: number) => {
    const inner: Readonly<Record<number, Kind>> = within[kind];
    while (reader.pos < end) {
      const tag = reader.uint32();
      const [field, wire] = [tag >>> 3, tag & 7];
      const kindInside = wire === 2 ? inner[field] : undefined;
      if (kindInside) walk(kindInside, reader.uint32() + reader.pos);
      else if (kind === 'node' && field === OP_TYPE && wire === 2) {
        const name = reader.string();
        counts.set(name, (counts.get(name) ?? 0) + 1);
      } else reader.skipType(wire);
    }
  };
  walk('model', reader.len);
  return Object.fromEntries([...counts].sort(([a], [b]) => a.localeCompare(b)));
}
