import { modelProto } from '../convert/onnx/schema';

/** The operators of an ONNX file by name, each once, sorted. */
export function operatorsOf(onnx: Uint8Array): string[] {
  const { graph } = modelProto.toObject(modelProto.decode(onnx)) as { graph: { node: readonly { opType: string }[] } };
  return [...new Set(graph.node.map(({ opType }) => opType))].sort();
}
