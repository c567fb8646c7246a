import type { io } from '@tensorflow/tfjs-core';
import type { ArtefactFormat } from '../../src/models/artefact';
import { decodeModel } from '../../src/onnx/decode';

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
  if (format === 'onnx') return counted(decodeModel(bytes).graph.nodes.map(({ op }) => op));
  const { modelTopology } = JSON.parse(new TextDecoder().decode(bytes)) as io.ModelJSON;
  const { node } = modelTopology as { node: readonly { op: string }[] };
  return counted(node.map(({ op }) => op).filter((op) => !notComputing.has(op)));
}
