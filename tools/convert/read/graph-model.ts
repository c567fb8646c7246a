import type { io } from '@tensorflow/tfjs-core';
import { ConversionError, excerpt, listed, unsupported, type Obstacle } from '../errors';
import {
  UNKNOWN,
  nodeOf,
  sizeOf,
  tensorKey,
  type DType,
  type Graph,
  type GraphInput,
  type GraphNode,
  type GraphOutput,
} from '../ir';
import { Attributes, type RawAttribute } from './attributes';
import { inputsNeeded, outputCounts, reasonUntraceable } from './operators';
import { MAX_FED } from '../trace/feeds';
import { checkForm, graphSchema, signatureSchema } from './schema';

/** `NodeDef` of TensorFlow's `node_def.proto`, as JSON. */
export interface NodeDef {
  readonly name: string;
  readonly op: string;
  readonly input?: readonly string[];
  readonly attr?: Readonly<Record<string, RawAttribute>>;
}

const MAX_NAME_LENGTH = 2048;
const MAX_OUTPUTS = 4096;
const MAX_WINDOW = 2 ** 20;

/** By name and by number (`types.proto`), what TensorFlow.js makes of a declared type. */
const dtypeOf: Readonly<Record<string, DType>> = {
  DT_FLOAT: 'float32',
  1: 'float32',
  DT_HALF: 'float32',
  19: 'float32',
  DT_INT32: 'int32',
  3: 'int32',
  DT_INT64: 'int32',
  9: 'int32',
  DT_UINT8: 'int32',
  4: 'int32',
  DT_INT8: 'int32',
  6: 'int32',
  DT_BOOL: 'bool',
  10: 'bool',
};

function checkName(node: NodeDef): void {
  if (node.name.length > MAX_NAME_LENGTH) {
    throw new ConversionError(`Node ${excerpt(node.name)}: no name is as long as that.`);
  }
}

function outputCount({ op, input = [] }: NodeDef, attributes: Attributes): number {
  const count = (Object.hasOwn(outputCounts, op) ? outputCounts[op] : undefined) ?? 1;
  if (count === 'inputs') return input.length;
  if (typeof count === 'number') return count;
  const made = attributes.int(count, 1);
  if (!Number.isInteger(made) || made < 1 || made > MAX_OUTPUTS) {
    throw new ConversionError(`Attribute ${count} of a ${op} node is ${made}: no operator makes as many tensors.`);
  }
  return made;
}

function graphNode(node: NodeDef): GraphNode {
  const attributes = new Attributes(node.name, node.attr ?? {});
  // A leading ^ only orders nodes.
  const inputs = (node.input ?? []).filter((input) => !input.startsWith('^')).map(tensorKey);
  for (const name of ['ksize', 'strides', 'dilations', 'rates']) {
    const lengths = attributes.ints(name);
    if (!lengths.every((length) => Number.isInteger(length) && length > 0 && length < MAX_WINDOW)) {
      throw new ConversionError(
        `Attribute ${name} of node ${excerpt(node.name)} is [${excerpt(lengths.join())}]: no window has such lengths.`,
      );
    }
  }
  const needed = inputsNeeded(node.op);
  if (inputs.length < needed) {
    throw new ConversionError(
      `Node ${excerpt(node.name)} is a ${excerpt(node.op)} with ${inputs.length} inputs, where it needs ${needed}.`,
    );
  }
  return {
    name: node.name,
    op: node.op,
    inputs,
    outputs: outputCount(node, attributes),
    attributes,
  };
}

/**
 * Looks through the nodes that the outputs need for control flow and randomness, neither of which can be traced. Old loops
 * are cycles in the graph, so this comes before ordering it.
 */
function refuseUntraceable(nodes: ReadonlyMap<string, GraphNode>, outputs: readonly GraphOutput[]): void {
  const obstacles: Obstacle[] = [];
  const seen = new Set<string>();
  const waiting = outputs.map(({ key }) => nodeOf(key));
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const node = nodes.get(name);
    if (!node || seen.has(name)) continue;
    seen.add(name);
    const reason = reasonUntraceable(node.op);
    if (reason) obstacles.push({ node: name, op: node.op, reason });
    waiting.push(...node.inputs.map(nodeOf));
  }
  if (obstacles.length) throw unsupported(obstacles);
}

/** The nodes that the outputs need, each after its inputs; without recursion, since graphs run to thousands of nodes. */
function reachable(nodes: ReadonlyMap<string, GraphNode>, outputs: readonly GraphOutput[]): GraphNode[] {
  const order: GraphNode[] = [];
  const state = new Map<string, 'open' | 'done'>();
  for (const { key } of outputs) {
    const stack = [{ name: nodeOf(key), next: 0 }];
    while (stack.length) {
      const top = stack.at(-1)!;
      const node = nodes.get(top.name);
      if (!node) {
        const user = stack.at(-2)?.name;
        throw new ConversionError(
          `${user ? `Node ${excerpt(user)} reads` : 'The model answers with'} ${excerpt(top.name)}, which is not in the graph.`,
        );
      }
      if (state.get(top.name) === 'done') {
        stack.pop();
        continue;
      }
      state.set(top.name, 'open');
      const input = node.inputs[top.next++];
      if (input === undefined) {
        state.set(top.name, 'done');
        order.push(node);
        stack.pop();
      } else if (state.get(nodeOf(input)) === 'open') {
        const cycle = stack.slice(stack.findIndex(({ name }) => name === nodeOf(input))).map(({ name }) => name);
        throw new ConversionError(`The graph is cyclic: ${listed(cycle)} wait for one another.`);
      } else {
        stack.push({ name: nodeOf(input), next: 0 });
      }
    }
  }
  return order;
}

function graphInput(node: GraphNode, shapes: Readonly<Record<string, readonly number[]>>): GraphInput {
  const type = node.attributes.type('dtype');
  const dtype = Object.hasOwn(dtypeOf, String(type)) ? dtypeOf[String(type)] : undefined;
  if (!dtype) {
    const said = type === undefined ? 'no type' : `the type ${excerpt(JSON.stringify(type))}`;
    throw new ConversionError(`Input ${excerpt(node.name)} has ${said}, which has no counterpart.`);
  }
  const declared = node.attributes.shape('shape');
  const asked = shapes[node.name];
  const fits =
    !declared || !asked || (declared.length === asked.length && declared.every((d, i) => d < 0 || d === asked[i]));
  if (!fits) throw new ConversionError(`Input ${node.name} is [${declared}]; [${asked}] does not fit.`);
  const shape = asked ?? declared;
  if (!shape) throw new ConversionError(`Input ${excerpt(node.name)} says nothing of its shape: give it one.`);
  const known = shape.filter((length) => length !== UNKNOWN);
  const said = `Input ${excerpt(node.name)} is [${excerpt(shape.join())}]`;
  if (!known.every((length) => Number.isInteger(length) && length > 0)) {
    throw new ConversionError(`${said}: that is no shape of an input.`);
  }
  if (sizeOf(known) > MAX_FED) {
    throw new ConversionError(`${said}: that is too large to try out; at most ${MAX_FED} values are fed.`);
  }
  return { name: node.name, key: tensorKey(node.name), dtype, shape };
}

/** Outputs as the signature lists them; without one, the nodes that no other reads, as TensorFlow.js does. */
function graphOutputs(nodes: ReadonlyMap<string, GraphNode>, signature: unknown): GraphOutput[] {
  const signed = Object.values(
    (signature as { outputs?: Record<string, { name: string }> } | undefined)?.outputs ?? {},
  );
  const used = new Set([...nodes.values()].flatMap(({ inputs }) => inputs.map(nodeOf)));
  const names = signed.length ? signed.map(({ name }) => name) : [...nodes.keys()].filter((name) => !used.has(name));
  return [...new Set(names.map(tensorKey))].map((key) => ({ key, name: key.endsWith(':0') ? nodeOf(key) : key }));
}

/**
 * Reads a TensorFlow.js graph model into the intermediate form.
 * @param shapes by input, lengths to put where the model leaves them open
 * @throws ConversionError for control flow, randomness, cyclic graphs, missing nodes and weights, unknown types
 */
export function readGraph(
  artefacts: io.ModelArtifacts,
  shapes: Readonly<Record<string, readonly number[]>> = {},
): Graph {
  checkForm(graphSchema, artefacts.modelTopology, 'The graph');
  checkForm(signatureSchema, artefacts.signature, 'The signature');
  const { node: defs } = artefacts.modelTopology as { node: NodeDef[] };
  if (!defs.length) throw new ConversionError('The graph has no nodes.');
  defs.forEach(checkName);
  const nodes = new Map(defs.map((def) => [def.name, graphNode(def)]));
  if (nodes.size < defs.length) {
    const names = defs.map(({ name }) => name);
    const twice = names.find((name, index) => names.indexOf(name) !== index)!;
    throw new ConversionError(`Two nodes are called ${excerpt(twice)}.`);
  }
  const outputs = graphOutputs(nodes, artefacts.signature);
  refuseUntraceable(nodes, outputs);
  const order = reachable(nodes, outputs);
  const weights = new Set(artefacts.weightSpecs?.map(({ name }) => name));
  const bare = order.filter(({ op, name }) => op === 'Const' && !weights.has(name)).map(({ name }) => name);
  if (bare.length) throw new ConversionError(`The manifest has no values for ${listed(bare)}.`);
  const inputs = order.filter(({ op }) => op === 'Placeholder').map((node) => graphInput(node, shapes));
  const unknown = Object.keys(shapes).filter((name) => !inputs.some((input) => input.name === name));
  if (unknown.length) {
    throw new ConversionError(
      `No input is called ${listed(unknown)}; there are ${listed(inputs.map(({ name }) => name))}.`,
    );
  }
  return { nodes: order, inputs, outputs };
}
