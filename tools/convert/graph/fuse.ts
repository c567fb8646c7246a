import type { io } from '@tensorflow/tfjs-core';
import { nodeOf, tensorKey } from '../ir';
import type { RawAttribute } from '../read/attributes';
import { int, texts } from '../read/builder';
import type { NodeDef } from '../read/graph-model';

/** What TensorFlow's own optimiser calls a convolution with its bias and activation inside. */
const fusedNames: Readonly<Record<string, string>> = {
  Conv2D: '_FusedConv2D',
  DepthwiseConv2dNative: 'FusedDepthwiseConv2dNative',
};
/** Activations that every backend of TensorFlow.js fuses. */
const activations = ['Relu', 'Relu6', 'Elu'];

/**
 * Puts the bias, and the activation behind it, into the convolution before them, where nothing else reads what lies between:
 * one kernel in the place of three, as the TensorFlow.js converter and its layers library do.
 */
export function fuseConvolutions(artefacts: io.ModelArtifacts): io.ModelArtifacts {
  const { node: nodes } = artefacts.modelTopology as { node: readonly NodeDef[] };
  const { outputs = {} } = artefacts.signature as { outputs?: Record<string, { name: string }> };
  const readers = new Map<string, number>();
  const references = [...nodes.flatMap(({ input = [] }) => input), ...Object.values(outputs).map(({ name }) => name)];
  for (const name of references.map((reference) => nodeOf(tensorKey(reference)))) {
    readers.set(name, (readers.get(name) ?? 0) + 1);
  }
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const gone = new Set<string>();
  const alone = (node: NodeDef | undefined): node is NodeDef => node !== undefined && readers.get(node.name) === 1;
  for (const { name, op, input: [read] = [] } of nodes) {
    const before = byName.get(read ?? '');
    if (!alone(before)) continue;
    const fused = (kind: string, operators: string[], inputs: readonly string[]) => {
      const attr: Record<string, RawAttribute> = { ...before.attr, fused_ops: texts(...operators), num_args: int(1) };
      byName.set(name, { name, op: kind, input: inputs, attr });
      gone.add(before.name);
    };
    const kind = Object.hasOwn(fusedNames, before.op) ? fusedNames[before.op] : undefined;
    if (op === 'BiasAdd' && kind) {
      fused(kind, ['BiasAdd'], [...before.input!, byName.get(name)!.input![1]!]);
    } else if (activations.includes(op) && Object.values(fusedNames).includes(before.op)) {
      const done = before.attr?.fused_ops?.list?.s ?? [];
      if (done.length === 1) fused(before.op, ['BiasAdd', op], before.input!);
    }
  }
  const node = nodes.flatMap(({ name }) => (gone.has(name) ? [] : [byName.get(name)!]));
  return { ...artefacts, modelTopology: { node, versions: {} } };
}
