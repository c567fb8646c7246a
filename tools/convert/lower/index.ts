import { ConversionError, UnsupportedError, listed, unsupported, type Obstacle } from '../errors';
import type { Facts, Graph, GraphNode } from '../ir';
import type { OnnxGraph } from '../onnx/model';
import { blockOperators } from './blocks';
import { convolutionOperators } from './convolution';
import { creationOperators } from './creation';
import { elementwiseOperators } from './elementwise';
import { Emitter, type Precision } from './emitter';
import { gatherOperators } from './gather';
import { joinOperators } from './join';
import { Lowering, type LowerTable } from './lowering';
import { matmulOperators } from './matmul';
import { normalisationOperators } from './normalisation';
import { padOperators } from './pad';
import { reductionOperators } from './reduction';
import { resizeOperators } from './resize';
import { shapeOperators } from './shape';
import { sliceOperators } from './slice';

/** How every operator of a TensorFlow.js graph becomes ONNX; what is missing here can only be a constant. */
const operators: LowerTable = {
  ...blockOperators,
  ...convolutionOperators,
  ...creationOperators,
  ...elementwiseOperators,
  ...gatherOperators,
  ...joinOperators,
  ...matmulOperators,
  ...normalisationOperators,
  ...padOperators,
  ...reductionOperators,
  ...resizeOperators,
  ...shapeOperators,
  ...sliceOperators,
};

/** What the outputs need: borders taken into a window leave their Pad unread. Nodes stand in an order in which they can run. */
function prune(emitter: Emitter, outputs: readonly string[]): Pick<OnnxGraph, 'nodes' | 'initialisers'> {
  const needed = new Set(outputs);
  const nodes = [...emitter.nodes].reverse().filter((node) => {
    if (!node.outputs.some((name) => needed.has(name))) return false;
    for (const name of node.inputs) needed.add(name);
    return true;
  });
  return { nodes: nodes.reverse(), initialisers: emitter.initialisers.filter(({ name }) => needed.has(name)) };
}

export interface Lowered {
  readonly graph: OnnxGraph;
  /** Assumptions that were made. */
  readonly notes: readonly string[];
  /** What the precision asked for has cost. */
  readonly warnings: readonly string[];
}

function warningsOf({ vanished, tooLarge }: Emitter): string[] {
  const lost = [...vanished].map(([name, count]) => `${name} (${count})`);
  return [
    ...(lost.length ? [`half precision makes weights that are too small for it 0: ${listed(lost)}`] : []),
    ...(tooLarge.size
      ? [`weights too large for half precision stay in single precision: ${listed([...tooLarge])}`]
      : []),
  ];
}

/**
 * Lowers a traced graph. Constants are written only where something reads them.
 * @throws ConversionError naming every node that has no counterpart
 */
export function lower(graph: Graph, facts: Facts, precision: Precision): Lowered {
  const names = [...graph.inputs, ...graph.outputs].map(({ name }) => name);
  const emitter = new Emitter(precision, names);
  const lowering = new Lowering(facts, emitter);
  const obstacles: Obstacle[] = [];
  for (const { key, name } of graph.inputs) lowering.define(key, name);
  for (const node of graph.nodes) {
    if (node.op === 'Placeholder' || facts.get(`${node.name}:0`)?.values) continue;
    emitter.enter(node.name);
    lowerNode(lowering, node, facts, obstacles);
  }
  if (obstacles.length) throw unsupported(obstacles);
  for (const { name, key } of graph.outputs) {
    emitter.enter(name);
    emitter.output(name, lowering.use(key));
  }
  return {
    graph: {
      name: 'nearside',
      ...prune(
        emitter,
        graph.outputs.map(({ name }) => name),
      ),
      inputs: graph.inputs.map(({ name, key }) => ({
        name,
        dtype: facts.get(key)!.dtype,
        shape: facts.get(key)!.shape,
      })),
      outputs: graph.outputs.map(({ name, key }) => ({
        name,
        dtype: facts.get(key)!.dtype,
        shape: facts.get(key)!.shape,
      })),
    },
    notes: [...lowering.notes],
    warnings: warningsOf(emitter),
  };
}

function lowerNode(lowering: Lowering, node: GraphNode, facts: Facts, obstacles: Obstacle[]): void {
  try {
    const lowerOperator = Object.hasOwn(operators, node.op) ? operators[node.op] : undefined;
    if (!lowerOperator) throw new UnsupportedError('this operator is not known to the converter');
    lowerOperator(lowering, node);
  } catch (error) {
    if (!(error instanceof UnsupportedError)) throw error;
    obstacles.push({ node: node.name, op: node.op, reason: error.message });
    // Stand-ins, so that the nodes behind this one are looked at too.
    for (let index = 0; index < node.outputs; index++) {
      const key = `${node.name}:${index}` as const;
      if (!facts.has(key)) throw new ConversionError(`Node ${node.name} was not traced.`);
      lowering.define(key, '');
    }
  }
}
