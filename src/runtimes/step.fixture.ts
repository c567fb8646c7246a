import type { ModelCard } from '../models/card';

/**
 * A network that a chain of runs is made of, by hand, for both runtimes: next = tanh(state · W + x) and
 * y = (state · W + x) · V, of [1, 4] and [1, 2].
 */
const W = [0.5, -0.25, 0.125, 1, -1, 0.75, 0.5, -0.5, 0.25, 0.25, -0.75, 0.5, 1, -0.125, 0.375, -0.625];
const V = [1, -1, 0.5, 2, -0.5, 0.25, 0.75, -1.5];

const float = { type: 'DT_FLOAT' };
const shapeOf = (lengths: readonly number[]) => ({ dim: lengths.map((size) => ({ size: String(size) })) });
const placeholder = (name: string, lengths: readonly number[]) => ({
  name,
  op: 'Placeholder',
  attr: { dtype: float, shape: { shape: shapeOf(lengths) } },
});
const weight = (name: string, lengths: readonly number[]) => ({
  name,
  op: 'Const',
  attr: { dtype: float, value: { tensor: { dtype: 'DT_FLOAT', tensorShape: shapeOf(lengths) } } },
});
const op = (name: string, kind: string, ...input: string[]) => ({ name, op: kind, input, attr: { T: float } });

export const stepGraph = {
  format: 'graph-model',
  modelTopology: {
    node: [
      placeholder('state', [1, 4]),
      placeholder('x', [1, 4]),
      weight('W', [4, 4]),
      weight('V', [4, 2]),
      op('turned', 'MatMul', 'state', 'W'),
      op('moved', 'AddV2', 'turned', 'x'),
      op('next', 'Tanh', 'moved'),
      op('y', 'MatMul', 'moved', 'V'),
    ],
    versions: {},
  },
  signature: { outputs: { next: { name: 'next' }, y: { name: 'y' } } },
  weightsManifest: [
    {
      paths: ['step.bin'],
      weights: [
        { name: 'W', shape: [4, 4], dtype: 'float32' },
        { name: 'V', shape: [4, 2], dtype: 'float32' },
      ],
    },
  ],
} as const;

export const stepWeights = Float32Array.from([...W, ...V]).buffer;

/** The same as an ONNX model; a test proves it against the converter. */
const stepOnnx = Uint8Array.from(
  atob(
    'CAcSCG5lYXJzaWRlOowECj0KBXN0YXRlCg50dXJuZWQvZmxvYXQzMhINdHVybmVkL01hdE11bBoNdHVybmVkL01hdE11bCIGTWF0TXVsCi0KDXR1cm5lZC9NYXRNdWwKAXgSCW1vdmVkL0FkZBoJbW92ZWQvQWRkIgNBZGQKJwoJbW92ZWQvQWRkEgluZXh0L1RhbmgaCW5leHQvVGFuaCIEVGFuaAoyCgltb3ZlZC9BZGQKCXkvZmxvYXQzMhIIeS9NYXRNdWwaCHkvTWF0TXVsIgZNYXRNdWwKKAoJbmV4dC9UYW5oEgRuZXh0GgtuZXh0L291dHB1dCIISWRlbnRpdHkKIQoIeS9NYXRNdWwSAXkaCHkvb3V0cHV0IghJZGVudGl0eRIIbmVhcnNpZGUqWAoCBAQQAUIOdHVybmVkL2Zsb2F0MzJKQAAAAD8AAIC+AAAAPgAAgD8AAIC/AABAPwAAAD8AAAC/AACAPgAAgD4AAEC/AAAAPwAAgD8AAAC+AADAPgAAIL8qMwoCBAIQAUIJeS9mbG9hdDMySiAAAIA/AACAvwAAAD8AAABAAAAAvwAAgD4AAEA/AADAv1oXCgVzdGF0ZRIOCgwIARIICgIIAQoCCARaEwoBeBIOCgwIARIICgIIAQoCCARiFgoEbmV4dBIOCgwIARIICgIIAQoCCARiEwoBeRIOCgwIARIICgIIAQoCCAJCBAoAEAw=',
  ),
  (character) => character.charCodeAt(0),
);

export const stepFiles: Readonly<Record<string, ReadonlyMap<string, ArrayBuffer>>> = {
  tfjs: new Map([
    ['step/model.json', new TextEncoder().encode(JSON.stringify(stepGraph)).buffer as ArrayBuffer],
    ['step/step.bin', stepWeights],
  ]),
  ort: new Map([['step/model.onnx', stepOnnx.buffer]]),
};

/** What of a card a runtime reads to load the network. */
export const stepCard = { title: 'Step', outputs: [{ name: 'next' }, { name: 'y' }] } as unknown as ModelCard;

const times = (row: readonly number[], matrix: readonly number[], columns: number) =>
  Array.from({ length: columns }, (_, column) =>
    row.reduce((sum, value, index) => sum + value * (matrix[index * columns + column] as number), 0),
  );

/** What the network must answer, by the formula above. */
export function stepAnswer(state: readonly number[], x: readonly number[]): { next: number[]; y: number[] } {
  const moved = times(state, W, 4).map((value, index) => value + (x[index] as number));
  return { next: moved.map(Math.tanh), y: times(moved, V, 2) };
}
