import { describe, expect, it } from 'vitest';
import { webglOperators } from '../runtimes/ort/webgl-operators.mjs';
import { byKind, kindOf } from './operator-kinds';
import { loadCards } from './registry';

const cards = await loadCards();

const lowered = import.meta.glob<Record<string, unknown>>(['/tools/convert/lower/*.ts', '!**/*.test.ts'], {
  eager: true,
});

describe('every operator has a kind', () => {
  it.each(cards.flatMap((card) => card.artefacts.map((artefact) => ({ id: card.id, ...artefact }))))(
    'of $id as $format $precision',
    ({ format, operators }) => {
      const unknown = Object.keys(operators).filter((operator) => !kindOf(format, operator));
      expect(unknown).toEqual([]);
    },
  );

  it('that ONNX Runtime’s WebGL backend resolves', () => {
    expect(webglOperators.filter((operator) => !kindOf('onnx', operator))).toEqual([]);
  });

  it('that the converter reads', () => {
    const tables = Object.values(lowered).flatMap((module) =>
      Object.entries(module).flatMap(([name, table]) => (name.endsWith('Operators') ? [table as object] : [])),
    );
    const read = tables.flatMap((table) => Object.keys(table));
    expect(read.length).toBeGreaterThan(100);
    expect(read.filter((operator) => !kindOf('tfjs-graph', operator))).toEqual([]);
  });
});

describe('kindOf', () => {
  it.each([
    ['Max', 'elementwise', 'reduction'],
    ['Sum', 'elementwise', 'reduction'],
    ['Where', 'elementwise', 'gather'],
    ['MatMul', 'matmul', 'matmul'],
  ])('%s is %s in ONNX, %s in TensorFlow', (operator, onnx, tensorflow) => {
    expect(kindOf('onnx', operator)).toBe(onnx);
    expect(kindOf('tfjs-graph', operator)).toBe(tensorflow);
  });

  it('knows no operator by the other format’s name, nor one that nobody listed', () => {
    expect(kindOf('onnx', '_FusedConv2D')).toBeUndefined();
    expect(kindOf('tfjs-graph', 'Conv')).toBeUndefined();
    expect(kindOf('onnx', 'constructor')).toBeUndefined();
  });
});

describe('byKind', () => {
  it('sums up each kind, the largest first, and keeps what nobody listed', () => {
    const operators = { Relu: 3, Conv: 4, Clip: 4, Add: 2, ConvTranspose: 1, Riddle: 1 };
    expect(byKind('onnx', operators)).toEqual([
      {
        kind: 'activation',
        count: 7,
        operators: [
          { name: 'Clip', count: 4 },
          { name: 'Relu', count: 3 },
        ],
      },
      {
        kind: 'convolution',
        count: 5,
        operators: [
          { name: 'Conv', count: 4 },
          { name: 'ConvTranspose', count: 1 },
        ],
      },
      { kind: 'elementwise', count: 2, operators: [{ name: 'Add', count: 2 }] },
      { kind: 'other', count: 1, operators: [{ name: 'Riddle', count: 1 }] },
    ]);
  });

  it('loses no operator of any card', () => {
    for (const { artefacts } of cards) {
      for (const { format, operators } of artefacts) {
        const total = Object.values(operators).reduce((sum, count) => sum + count, 0);
        expect(byKind(format, operators).reduce((sum, { count }) => sum + count, 0)).toBe(total);
      }
    }
  });
});
