import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ModelCard } from '../../models/card';
import type { Tensor } from '../../domain/tensor';
import type { ReferenceOutput } from '../../tasks/types';
import { compareOutputs, judge } from './agreement';

const tensor = (shape: number[], values: number[]): Tensor => ({
  dtype: 'float32',
  shape,
  data: Float32Array.from(values),
});
const reference = (name: string, shape: number[], values: number[], stride = 1): ReferenceOutput => ({
  name,
  shape,
  stride,
  values: Float32Array.from(values),
});
const wrong = expect.objectContaining({ code: 'wrong-answer' });

describe('compareOutputs', () => {
  it('finds the largest error, and sets it against the range of its output', () => {
    const expected = [reference('scores', [4], [0, 1, 2, 4])];
    expect(compareOutputs({ scores: tensor([4], [0, 1.5, 2, 4]) }, expected)).toEqual({ maxAbs: 0.5, maxRel: 0.125 });
  });

  it('takes the worst of several outputs for each error apart', () => {
    const expected = [reference('wide', [2], [0, 100]), reference('narrow', [2], [0, 1])];
    const outputs = { wide: tensor([2], [0, 102]), narrow: tensor([2], [0.5, 1]) };
    expect(compareOutputs(outputs, expected)).toEqual({ maxAbs: 2, maxRel: 0.5 });
  });

  it('looks at every stride-th value, starting at 0', () => {
    const expected = [reference('mask', [1, 7], [0, 3, 6], 3)];
    const outputs = (values: number[]) => ({ mask: tensor([1, 7], values) });
    expect(compareOutputs(outputs([0, 9, 9, 3, 9, 9, 6]), expected)).toEqual({ maxAbs: 0, maxRel: 0 });
    expect(compareOutputs(outputs([0, 9, 9, 3, 9, 9, 9]), expected)).toEqual({ maxAbs: 3, maxRel: 0.5 });
  });

  it('uses the magnitude, or 1, where the reference has no range', () => {
    expect(compareOutputs({ flag: tensor([1], [3]) }, [reference('flag', [1], [-4])]).maxRel).toBe(7 / 4);
    expect(compareOutputs({ flag: tensor([1], [0.5]) }, [reference('flag', [1], [0])]).maxRel).toBe(0.5);
  });

  it('reads integers of any width', () => {
    const kinds: Tensor = { dtype: 'int64', shape: [2], data: BigInt64Array.from([3n, 9n]) };
    expect(compareOutputs({ kinds }, [reference('kinds', [2], [3, 7])])).toEqual({ maxAbs: 2, maxRel: 0.5 });
  });

  it('is zero against itself and does not depend on which output comes first', () => {
    const values = fc.array(fc.float({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 }), { minLength: 1 });
    fc.assert(
      fc.property(values, values, fc.float({ min: 0, max: 1, noNaN: true }), (a, b, shift) => {
        const expected = [reference('a', [a.length], a), reference('b', [b.length], b)];
        const same = { a: tensor([a.length], a), b: tensor([b.length], b) };
        expect(compareOutputs(same, expected)).toEqual({ maxAbs: 0, maxRel: 0 });
        const shifted = {
          ...same,
          a: tensor(
            [a.length],
            a.map((value) => value + shift),
          ),
        };
        expect(compareOutputs(shifted, expected)).toEqual(compareOutputs(shifted, expected.toReversed()));
      }),
    );
  });

  it.each([
    ['a missing output', {}],
    ['another shape of the same size', { y: tensor([4, 1], [1, 2, 3, 4]) }],
    ['fewer values', { y: tensor([3], [1, 2, 3]) }],
    ['data that do not fill their shape', { y: tensor([2, 2], [1, 2, 3]) }],
    ['NaN', { y: tensor([2, 2], [1, 2, 3, NaN]) }],
    ['infinity', { y: tensor([2, 2], [1, -Infinity, 3, 4]) }],
  ])('calls %s a wrong answer', (_, outputs) => {
    expect(() => compareOutputs(outputs, [reference('y', [2, 2], [1, 2, 3, 4])])).toThrow(wrong);
  });

  it('finds NaN between the values that a reference keeps', () => {
    const outputs = { y: tensor([4], [1, NaN, 3, 4]) };
    expect(() => compareOutputs(outputs, [reference('y', [4], [1, 3], 2)])).toThrow(wrong);
  });

  it.each([
    ['no output', []],
    ['fewer values than its shape and stride keep', [reference('y', [2, 2], [1, 2, 3])]],
    ['values that are not finite', [reference('y', [2, 2], [1, 2, 3, NaN])]],
  ])('does not blame the network for a reference with %s', (_, broken) => {
    expect(() => compareOutputs({ y: tensor([2, 2], [1, 2, 3, 4]) }, broken)).toThrow(RangeError);
  });
});

describe('judge', () => {
  const card = (better: 'lower' | 'higher') =>
    ({
      reference: { inputs: [], outputs: [], madeBy: 'TensorFlow.js 4.22.0, cpu' },
      tolerance: {
        maxAbs: 0.1,
        maxRel: 0.01,
        task: { measure: 'keypoint distance', limit: 0.5, better },
        reason: 'Half precision.',
      },
    }) satisfies Pick<ModelCard, 'tolerance' | 'reference'>;

  it.each([
    [0.1, 0.01, 0.5, 'lower', true],
    [0.1, 0.01, 0.5, 'higher', true],
    [0.11, 0.01, 0.5, 'lower', false],
    [0.1, 0.011, 0.5, 'lower', false],
    [0, 0, 0.51, 'lower', false],
    [0, 0, 0.51, 'higher', true],
    [0, 0, 0.49, 'higher', false],
  ] as const)('errors %d and %d with a measure of %d, %s being better: %s', (maxAbs, maxRel, value, better, pass) => {
    expect(judge(card(better), { maxAbs, maxRel }, value)).toEqual({
      reference: 'TensorFlow.js 4.22.0, cpu',
      maxAbs,
      maxRel,
      task: { measure: 'keypoint distance', value, limit: 0.5 },
      pass,
    });
  });

  it('takes a function for the measure and another maker of the reference', () => {
    const agreement = judge(card('lower'), { maxAbs: 0, maxRel: 0 }, () => 0.2, 'ort-wasm');
    expect(agreement).toMatchObject({ reference: 'ort-wasm', task: { value: 0.2 }, pass: true });
  });

  it('refuses a measure that is not a number', () => {
    expect(() => judge(card('higher'), { maxAbs: 0, maxRel: 0 }, NaN)).toThrow(wrong);
  });
});
