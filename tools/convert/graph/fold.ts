import type { io } from '@tensorflow/tfjs-core';
import { nodeOf, tensorKey, type Facts, type Graph, type TensorKey } from '../ir';
import { GraphBuilder } from '../read/builder';
import { weightBytes } from '../read/files';
import type { NodeDef } from '../read/graph-model';

/** Bytes of every weight, by name. */
function weightData({ weightSpecs = [], weightData: data }: io.ModelArtifacts): Map<string, Uint8Array> {
  const all = new Uint8Array(data as ArrayBuffer);
  let offset = 0;
  return new Map(
    weightSpecs.map((spec) => {
      const end = offset + weightBytes(spec);
      const own = all.subarray(offset, end);
      offset = end;
      return [spec.name, own];
    }),
  );
}

/** Nodes that an output still needs once whatever is known is a constant. */
function needed({ nodes, outputs }: Graph, facts: Facts): Set<string> {
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const found = new Set<string>();
  const waiting = outputs.map(({ key }) => nodeOf(key));
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (found.has(name)) continue;
    found.add(name);
    const known = facts.get(`${name}:0`)?.values !== undefined;
    if (!known) waiting.push(...byName.get(name)!.inputs.map(nodeOf));
  }
  return found;
}

/**
 * The same graph model with the lengths of `graph`'s inputs written in, and with what a trace has shown to be the same in
 * every run (shapes, and all that is computed from them) as constants; nodes that nothing needs any more are left out.
 */
export function foldConstants(artefacts: io.ModelArtifacts, graph: Graph, facts: Facts): io.ModelArtifacts {
  const { node: defs } = artefacts.modelTopology as { node: readonly NodeDef[] };
  const defOf = new Map(defs.map((def) => [def.name, def]));
  const specOf = new Map(artefacts.weightSpecs?.map((spec) => [spec.name, spec]));
  const dataOf = weightData(artefacts);
  const wanted = needed(graph, facts);
  const builder = new GraphBuilder();
  /** What another node reads a tensor by. */
  const references = new Map<TensorKey, string>();
  for (const { name, op, inputs, outputs } of graph.nodes.filter((node) => wanted.has(node.name))) {
    const input = graph.inputs.find((candidate) => candidate.name === name);
    if (input) {
      references.set(input.key, builder.input(name, input.shape, input.dtype));
    } else if (op === 'Const') {
      references.set(`${name}:0`, builder.weight(specOf.get(name)!, dataOf.get(name)!));
    } else {
      const keys = Array.from({ length: outputs }, (_, index): TensorKey => `${name}:${index}`);
      const known = keys.map((key) => facts.get(key)!);
      if (known.every(({ values }) => values)) {
        known.forEach(({ values, shape, dtype }, index) => {
          references.set(keys[index]!, builder.constant([...values!], shape, dtype, index ? `${name}_${index}` : name));
        });
      } else {
        const read = inputs.map((key) => references.get(key)!);
        const made = builder.op(op, read, defOf.get(name)!.attr ?? {}, name);
        keys.forEach((key, index) => references.set(key, index ? `${made}:${index}` : made));
      }
    }
  }
  return builder.build(graph.outputs.map(({ name }) => references.get(tensorKey(name))!));
}
