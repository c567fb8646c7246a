import * as tf from '@tensorflow/tfjs-core';
import { UnsupportedError, unsupported, type Obstacle } from '../errors';
import { UNKNOWN, type DType, type Facts, type Graph, type GraphNode, type TensorFact, type TensorKey } from '../ir';
import { dataDependent, shapeOnly, views } from '../read/operators';
import type { Feeds } from './feeds';
import { toHost, type Runner } from './runner';

/** Shape and type of every tensor in one run. */
type Probe = Map<TensorKey, { readonly shape: readonly number[]; readonly dtype: DType }>;

function keysOf(node: GraphNode): TensorKey[] {
  return Array.from({ length: node.outputs }, (_, index) => `${node.name}:${index}` as const);
}

function merge(shapes: readonly (readonly number[])[]): number[] {
  const [first = []] = shapes;
  if (shapes.some(({ length }) => length !== first.length)) {
    throw new UnsupportedError('its rank differs from run to run');
  }
  return first.map((length, axis) => (shapes.every((shape) => shape[axis] === length) ? length : UNKNOWN));
}

/**
 * Runs the model once for each set of feeds and keeps what all runs agree on: lengths that differ are unknown, tensors that
 * depend on no input are constants with their values. With one set of feeds every shape is fixed, and whatever is computed
 * from shapes alone folds away.
 */
export async function trace(graph: Graph, runner: Runner, feedSets: readonly Feeds[]): Promise<Facts> {
  const nodes = graph.nodes.filter(({ op }) => op !== 'Placeholder' && op !== 'Const');
  const keys = nodes.flatMap(keysOf);
  const probes: Probe[] = [];
  let results = new Map<TensorKey, tf.Tensor>();
  for (const feeds of feedSets) {
    tf.dispose([...results.values()]);
    const tensors = await runner.run(feeds, keys);
    results = new Map(keys.map((key, index) => [key, tensors[index]!]));
    const probe: Probe = new Map();
    for (const [key, { shape, dtype }] of results) probe.set(key, { shape, dtype: dtype as DType });
    for (const { name, key } of graph.inputs) probe.set(key, feeds[name]!);
    for (const node of graph.nodes) {
      if (node.op !== 'Const') continue;
      const { shape, dtype } = runner.weight(`${node.name}:0`);
      probe.set(`${node.name}:0`, { shape, dtype: dtype as DType });
    }
    probes.push(probe);
  }
  try {
    return await collect(graph, probes, (key) => results.get(key) ?? runner.weight(key));
  } finally {
    tf.dispose([...results.values()]);
  }
}

async function collect(
  graph: Graph,
  probes: readonly Probe[],
  tensorOf: (key: TensorKey) => tf.Tensor,
): Promise<Map<TensorKey, TensorFact>> {
  const facts = new Map<TensorKey, TensorFact>();
  const obstacles: Obstacle[] = [];
  for (const node of graph.nodes) {
    const constant = isConstant(node, facts);
    const weight = node.op === 'Const' || (views.has(node.op) && facts.get(node.inputs[0]!)?.weight);
    for (const key of keysOf(node)) {
      try {
        const seen = probes.map((probe) => probe.get(key)!);
        const shape = merge(seen.map(({ shape }) => shape));
        // A count of found things may agree by chance.
        if (dataDependent.has(node.op) && shape.length) shape[0] = UNKNOWN;
        const { dtype, values } = constant ? await toHost(tensorOf(key)) : { ...seen[0]!, values: undefined };
        facts.set(key, { dtype, shape, ...(values && { values }), ...(values && weight && { weight }) });
      } catch (error) {
        obstacles.push({ node: node.name, op: node.op, reason: (error as Error).message });
        facts.set(key, { dtype: 'float32', shape: [] });
      }
    }
  }
  if (obstacles.length) throw unsupported(obstacles);
  return facts;
}

/** True for a node whose outputs are the same whatever is fed. */
function isConstant({ op, inputs }: GraphNode, facts: Facts): boolean {
  if (op === 'Placeholder') return false;
  if (shapeOnly.has(op)) return inputs.every((key) => !facts.get(key)!.shape.includes(UNKNOWN));
  return inputs.every((key) => facts.get(key)!.values);
}
