import protobuf from 'protobufjs';

const field = (id: number, type: string) => ({ id, type });
const list = (id: number, type: string) => ({ id, type, rule: 'repeated' });

/**
 * The part of ONNX' `onnx.proto3` that a converted model uses, with the field numbers of
 * https://github.com/onnx/onnx/blob/v1.16.0/onnx/onnx.proto3. Unknown fields are skipped on reading.
 */
const root = protobuf.Root.fromJSON({
  nested: {
    onnx: {
      nested: {
        OperatorSetIdProto: { fields: { domain: field(1, 'string'), version: field(2, 'int64') } },
        Dimension: {
          oneofs: { value: { oneof: ['dimValue', 'dimParam'] } },
          fields: { dimValue: field(1, 'int64'), dimParam: field(2, 'string') },
        },
        TensorShapeProto: { fields: { dim: list(1, 'Dimension') } },
        TensorType: { fields: { elemType: field(1, 'int32'), shape: field(2, 'TensorShapeProto') } },
        TypeProto: { fields: { tensorType: field(1, 'TensorType') } },
        ValueInfoProto: { fields: { name: field(1, 'string'), type: field(2, 'TypeProto') } },
        TensorProto: {
          fields: {
            dims: list(1, 'int64'),
            dataType: field(2, 'int32'),
            name: field(8, 'string'),
            rawData: field(9, 'bytes'),
          },
        },
        AttributeProto: {
          fields: {
            name: field(1, 'string'),
            f: field(2, 'float'),
            i: field(3, 'int64'),
            s: field(4, 'bytes'),
            t: field(5, 'TensorProto'),
            floats: list(7, 'float'),
            ints: list(8, 'int64'),
            type: field(20, 'int32'),
          },
        },
        NodeProto: {
          fields: {
            input: list(1, 'string'),
            output: list(2, 'string'),
            name: field(3, 'string'),
            opType: field(4, 'string'),
            attribute: list(5, 'AttributeProto'),
          },
        },
        GraphProto: {
          fields: {
            node: list(1, 'NodeProto'),
            name: field(2, 'string'),
            initializer: list(5, 'TensorProto'),
            input: list(11, 'ValueInfoProto'),
            output: list(12, 'ValueInfoProto'),
          },
        },
        ModelProto: {
          fields: {
            irVersion: field(1, 'int64'),
            producerName: field(2, 'string'),
            graph: field(7, 'GraphProto'),
            opsetImport: list(8, 'OperatorSetIdProto'),
          },
        },
      },
    },
  },
});

export const modelProto = root.lookupType('onnx.ModelProto');
