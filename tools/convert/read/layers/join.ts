import { UNKNOWN } from '../../ir';
import { int } from '../builder';
import { described, type Join, type JoinTable, type LayerContext, type LayerTensor } from './context';

/** The length that two broadcast to; `UNKNOWN` where either may still turn out to be anything. */
function broadcast(layer: LayerContext, a: number, b: number, shapes: string): number {
  if (a === b || b === 1) return a;
  if (a === 1) return b;
  if (a === UNKNOWN || b === UNKNOWN) return a === UNKNOWN ? b : a;
  return layer.refuse(`its inputs are ${shapes}, which don't fit one another`);
}

/** Axes of length 1 behind the batch, until all ranks are alike: how Keras and TensorFlow.js join inputs of different rank. */
function alike(layer: LayerContext, inputs: readonly LayerTensor[]): LayerTensor[] {
  const rank = Math.max(...inputs.map(({ shape }) => shape.length));
  return inputs.map((input) => {
    let { name } = input;
    const [batch, ...rest] = input.shape as [number, ...number[]];
    const missing = rank - input.shape.length;
    for (let k = 0; k < missing; k++) name = layer.op('ExpandDims', [name, layer.integer(1)]);
    return { name, shape: [batch, ...new Array<number>(missing).fill(1), ...rest] };
  });
}

/** Joins inputs two by two, each value with its own. */
const each =
  (op: string, most = Infinity): Join =>
  (layer, inputs) => {
    if (inputs.length < 2 || inputs.length > most) {
      layer.refuse(`it joins ${inputs.length} inputs, where it takes ${most === 2 ? 'two' : 'two or more'}`);
    }
    const shapes = inputs.map(({ shape }) => described(shape)).join(' and ');
    return alike(layer, inputs).reduce((sum, input) => ({
      name: layer.op(op, [sum.name, input.name]),
      shape: sum.shape.map((length, axis) => broadcast(layer, length, input.shape[axis]!, shapes)),
    }));
  };

const average: Join = (layer, inputs) =>
  layer.same(each('AddV2')(layer, inputs), 'Mul', [layer.scalar(1 / inputs.length)]);

const concatenate: Join = (layer, inputs) => {
  const [first] = inputs as [LayerTensor];
  const wanted = layer.attributes.number('axis', -1);
  const axis = layer.axis('axis', wanted, first.shape.length);
  const fits = inputs.every(
    ({ shape }) =>
      shape.length === first.shape.length &&
      shape.every((length, i) => i === axis || [length, first.shape[i]].includes(UNKNOWN) || length === first.shape[i]),
  );
  if (!fits) {
    layer.refuse(
      `its inputs are ${inputs.map(({ shape }) => described(shape)).join(' and ')}, which differ off axis ${axis}`,
    );
  }
  const position = layer.builder.constant([wanted], [], 'int32');
  const along = inputs.map(({ shape }) => shape[axis]!);
  const length = along.includes(UNKNOWN) ? UNKNOWN : along.reduce((sum, own) => sum + own, 0);
  return {
    name: layer.op('ConcatV2', [...inputs.map(({ name }) => name), position], { N: int(inputs.length) }),
    shape: first.shape.map((own, i) => {
      const known = inputs.find(({ shape }) => shape[i] !== UNKNOWN);
      return i === axis ? length : (known?.shape[i] ?? own);
    }),
  };
};

export const joinLayers: JoinTable = {
  Add: each('AddV2'),
  Average: average,
  Concatenate: concatenate,
  Maximum: each('Maximum'),
  Minimum: each('Minimum'),
  Multiply: each('Mul'),
  Subtract: each('Sub', 2),
};
