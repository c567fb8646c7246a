import { expect, it } from 'vitest';
import { compareTestimonies, type Testimony } from './witness';

const says = (target: string, values: number[], shape = [values.length]): Testimony => ({
  target,
  outputs: [{ name: 'scores', shape, stride: 1, values: Float32Array.from(values) }],
  tolerance: { maxAbs: 0.1, maxRel: 0.05 },
});
const truth = says('ort-wasm', [0, 1, 2, 4]);

it('takes twice the tolerance, since both cells may be off by it', () => {
  expect(compareTestimonies(says('tfjs-webgl', [0, 1, 2.125, 4]), truth)).toEqual({
    with: 'ort-wasm',
    maxAbs: 0.125,
    maxRel: 0.03125,
    pass: true,
  });
  expect(compareTestimonies(says('tfjs-webgl', [0, 1, 2.25, 4]), truth).pass).toBe(false);
});

it('sets the error against the range of the witness’s output', () => {
  const small = says('ort-wasm', [0, 0.5]);
  expect(compareTestimonies(says('x', [0, 0.625]), small)).toMatchObject({ maxRel: 0.25, pass: false });
});

it.each([
  ['another shape', says('x', [0, 1, 2, 4], [2, 2])],
  ['fewer values', says('x', [0, 1])],
  ['NaN', says('x', [0, 1, NaN, 4])],
  ['no output', { ...truth, outputs: [] }],
])('does not agree with %s, and gives no figure', (_, own) => {
  expect(compareTestimonies(own, truth)).toEqual({ with: 'ort-wasm', pass: false });
});
