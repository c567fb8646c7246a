import type { io } from '@tensorflow/tfjs-core';
import type { ArtefactFormat } from '../../src/models/artefact';
import { modelProto } from '../convert/onnx/schema';

function counted(operators: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const operator of [...operators].sort()) counts[operator] = (counts[operator] ?? 0) + 1;
  return counts;
}

/** Nodes that hold values or name inputs, and compute nothing. */
const notComputing = new Set(['Const', 'Placeholder', 'Identity', 'NoOp']);

/**
 * How often each operator stands in a graph, sorted by name.
 * @param bytes an ONNX file, or a TensorFlow.js graph model's `model.json`
 */
export function operatorsOf(format: ArtefactFormat, bytes: Uint8Array): Record<string, number> {
  if (format === 'onnx') {
    const { graph } = modelProto.toObject(modelProto.decode(bytes)) as {
      graph: { node: readonly { opType: string }[] };
    };
    return counted(graph.node.map(({ opType }) => opType));
  }
  const { modelTopology } = JSON.parse(new TextDecoder().decode(bytes)) as io.ModelJSON;
  const { node } = modelTopology as { node: readonly { op: string }[] };
  return counted(node.map(({ op }) => op).filter((op) => !notComputing.has(op)));
}
