import { expect, it } from 'vitest';
import { parseModelRef } from './modelRef';
import { titleOfModel } from './outline';

it.each([
  ['movenet-lightning', { model: 'movenet-lightning' }],
  ['movenet-lightning:fp16', { model: 'movenet-lightning', precision: 'fp16' }],
  ['movenet-lightning:', { model: 'movenet-lightning', precision: '' }],
  [':fp16', { model: '', precision: 'fp16' }],
  ['a:b:c', { model: 'a', precision: 'b:c' }],
  ['onnx-community/Qwen3-0.6B-ONNX:q4', { model: 'onnx-community/Qwen3-0.6B-ONNX:q4' }],
  ['localhost:8080/a/tales:q4', { model: 'localhost:8080/a/tales:q4' }],
])('%s', (text, ref) => expect(parseModelRef(text)).toEqual(ref));

it('a model is called by its title, with the artefact that was named', () => {
  expect(titleOfModel('movenet-lightning')).toBe('MoveNet Lightning');
  expect(titleOfModel('movenet-lightning:fp16')).toBe('MoveNet Lightning, fp16 weights');
  expect(titleOfModel('gone:fp16')).toBe('gone:fp16');
  expect(titleOfModel('a/not-kept:q4')).toBe('a/not-kept:q4');
});
