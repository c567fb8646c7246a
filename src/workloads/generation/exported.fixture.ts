import type { Graph, Model, Node, ValueInfo } from '../../onnx/graph';

/** What an export may do otherwise than this project's own graphs. */
export interface Exported {
  /** Takes `position_ids`; told wrong ones, it is less sure of every token. */
  readonly positions?: boolean;
  /** Cache and logits in half precision. */
  readonly halves?: boolean;
  /** Takes `num_logits_to_keep`. */
  readonly keep?: boolean;
  /** Rows of logits are longer than the vocabulary, as those of a head that was filled up. */
  readonly filled?: boolean;
}

const TO_SINGLE = 1;
const TO_HALF = 10;
const inner = (name: string) => `inner_${name}`;

const cast = (from: string, to: string, type: number): Node => ({
  op: 'Cast',
  name: `cast_${from}`,
  inputs: [from],
  outputs: [to],
  attributes: { to: { i: type } },
});

const plain = (op: string, inputs: readonly string[], output: string): Node => ({
  op,
  name: output,
  inputs,
  outputs: [output],
});

/** Multiplies logits by one and what the last position is off by: where the mask ends, less one, is where it must be. */
const checkingPositions = (logits: string, output: string): Node[] => [
  plain('ReduceMax', ['position_ids'], 'last_position'),
  { ...plain('ReduceSum', ['attention_mask'], 'places'), attributes: { keepdims: { i: 1 } } },
  plain('Sub', ['places', 'last_position'], 'apart'),
  plain('Mul', ['apart', 'apart'], 'squared'),
  cast('squared', 'factor', TO_SINGLE),
  plain('Div', [logits, 'factor'], output),
];

/** The same decoder as exporters of others write it. */
export function exported({ graph, ...model }: Model, { positions, halves, keep, filled }: Exported): Model {
  const isCache = ({ name }: ValueInfo) => /^(?:past_key_values|present)\./.test(name);
  const isWide = (value: ValueInfo) => halves === true && (isCache(value) || value.name === 'logits');
  const half = (value: ValueInfo): ValueInfo => (isWide(value) ? { ...value, type: 'float16' } : value);
  const wide = [...graph.inputs, ...graph.outputs].filter(isWide).map(({ name }) => name);
  const renamed = new Map(wide.map((name) => [name, inner(name)]));
  if ((positions || filled) && !renamed.has('logits')) renamed.set('logits', inner('logits'));
  const checked = halves ? 'checked_logits' : 'logits';
  const nameIn = (name: string) => renamed.get(name) ?? name;
  const nodes: Node[] = [
    ...graph.inputs.filter(isWide).map(({ name }) => cast(name, inner(name), TO_SINGLE)),
    ...graph.nodes.map((node) => ({ ...node, inputs: node.inputs.map(nameIn), outputs: node.outputs.map(nameIn) })),
    ...(positions ? checkingPositions(inner('logits'), checked) : []),
    ...(filled
      ? [{ ...plain('Concat', [inner('logits'), inner('logits')], 'logits'), attributes: { axis: { i: -1 } } }]
      : []),
    ...graph.outputs
      .filter(isWide)
      .map(({ name }) => cast(name === 'logits' && positions ? checked : inner(name), name, TO_HALF)),
  ];
  const wider = (value: ValueInfo): ValueInfo =>
    filled && value.name === 'logits' ? { ...value, shape: ['batch_size', 'sequence_length', 'width'] } : value;
  const inputs: Graph['inputs'] = [
    ...graph.inputs.map(half),
    ...(positions ? [{ name: 'position_ids', type: 'int64', shape: ['batch_size', 'sequence_length'] } as const] : []),
    ...(keep ? [{ name: 'num_logits_to_keep', type: 'int64', shape: [] } as const] : []),
  ];
  return { ...model, graph: { ...graph, nodes, inputs, outputs: graph.outputs.map(half).map(wider) } };
}
