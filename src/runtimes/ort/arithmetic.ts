import type { ComputePrecision } from '../types';

/** ONNX's number for half precision, in `TensorProto.DataType`. */
const FLOAT16 = 10;

/** One field of a protobuf message: a number, or bytes. */
type Field = readonly [number: number, value: number | Uint8Array];

const text = (value: number | Uint8Array) => (typeof value === 'number' ? '' : new TextDecoder().decode(value));

/** The fields of a message, in their order. Nothing is copied. https://protobuf.dev/programming-guides/encoding/ */
function* fieldsOf(message: number | Uint8Array): Generator<Field> {
  if (typeof message === 'number') return;
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = message[at++] ?? 0;
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  };
  while (at < message.length) {
    const tag = varint();
    const number = Math.floor(tag / 8);
    const wire = tag % 8;
    if (wire === 0) yield [number, varint()];
    else if (wire === 2) {
      const length = varint();
      yield [number, message.subarray(at, (at += length))];
    } else at += wire === 1 ? 8 : 4;
  }
}

const all = (message: number | Uint8Array, wanted: number) =>
  [...fieldsOf(message)].flatMap(([number, value]) => (number === wanted ? [value] : []));

/**
 * What the arithmetic of an ONNX model runs in. Weights in half precision alone don't make it that: ours are cast to floats
 * before anything is computed. Half precision is what goes into any other operator, or is cast to on the way.
 * @param model a `ModelProto`; fields by number as in https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
 */
export function arithmeticOf(model: Uint8Array): ComputePrecision {
  const [graph = new Uint8Array()] = all(model, 7);
  const halves = new Set<string>();
  for (const tensor of all(graph, 5)) {
    if (all(tensor, 2)[0] === FLOAT16) halves.add(text(all(tensor, 8)[0] ?? 0));
  }
  for (const input of all(graph, 11)) {
    const [type = 0] = all(input, 2);
    if (all(all(type, 1)[0] ?? 0, 1)[0] === FLOAT16) halves.add(text(all(input, 1)[0] ?? 0));
  }
  for (const node of all(graph, 1)) {
    const isCast = text(all(node, 4)[0] ?? 0) === 'Cast';
    const castsTo = isCast ? all(node, 5).flatMap((attribute) => all(attribute, 3)) : [];
    if (castsTo.includes(FLOAT16)) return 'fp16';
    if (!isCast && all(node, 1).some((name) => halves.has(text(name)))) return 'fp16';
  }
  return 'fp32';
}

/** Names of the operators of a graph, and of the graphs inside its nodes. */
function* operatorsOf(graph: number | Uint8Array): Generator<string> {
  for (const node of all(graph, 1)) {
    yield text(all(node, 4)[0] ?? 0);
    for (const attribute of all(node, 5)) for (const inner of all(attribute, 6)) yield* operatorsOf(inner);
  }
}

function some(model: Uint8Array, wanted: RegExp): boolean {
  const [graph = new Uint8Array()] = all(model, 7);
  for (const operator of operatorsOf(graph)) if (wanted.test(operator)) return true;
  return false;
}

/** Whether a model is a decoder with a cache, named as Optimum does. */
export function hasCache(model: Uint8Array): boolean {
  const [graph = new Uint8Array()] = all(model, 7);
  return all(graph, 11).some((input) => text(all(input, 1)[0] ?? 0).startsWith('past_key_values.'));
}

/** Operators that compute in whole numbers, and the ones that make whole numbers of what flows through a network. */
const whole = /^(QuantizeLinear|DynamicQuantizeLinear|QLinear\w+|\w+Integer)$/;

/**
 * Whether what flows between a network's nodes is made whole numbers, which ONNX Runtime's CPU kernels then compute with. Weights
 * that are stored as such and made floats before use don't make it so.
 * @param model as {@link arithmeticOf} takes it
 */
export const isWhole = (model: Uint8Array): boolean => some(model, whole);

/** Whether products are with weights in blocks, see `withIntegerProducts`. */
export const hasBlocks = (model: Uint8Array): boolean => some(model, /^MatMulNBits$/);
