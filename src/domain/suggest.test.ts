import { expect, it } from 'vitest';
import { closest } from './suggest';

const ids = ['movenet-lightning', 'facemesh', 'ort-wasm', 'tfjs-wasm', 'tfjs-webgpu'];

it.each([
  ['movenett', 'movenet-lightning'],
  ['movenet-lightning-v2', 'movenet-lightning'],
  ['FaceMash', 'facemesh'],
  ['tfjs-wsam', 'tfjs-wasm'],
  ['wasm', 'ort-wasm'],
  ['webgpu', 'tfjs-webgpu'],
])('%s means %s', (word, id) => {
  expect(closest(word, ids)).toBe(id);
});

it.each(['', 'x', 'ab', 'resnet', '<script>', 'm'.repeat(61)])('%j means none of them', (word) => {
  expect(closest(word, ids)).toBeUndefined();
});
