import { expect, it } from 'vitest';
import { modelIn } from './files';

const files = (...paths: string[]) =>
  new Map(paths.map((path, index) => [path, Uint8Array.of(index).buffer as ArrayBuffer]));
const decoder = files('onnx/model.onnx', 'onnx/model_loop.onnx', 'onnx/model.onnx_data', 'onnx/model.onnx_data_1');

it('finds the one graph of most artefacts', () => {
  expect(modelIn(files('a/model.onnx'), 'wasm')).toEqual({ model: Uint8Array.of(0), externalData: [] });
});

it('gives WASM the graph that loops, and GPUs the plain one', () => {
  expect(modelIn(decoder, 'wasm')).toMatchObject({ model: Uint8Array.of(1) });
  expect(modelIn(decoder, 'webgpu').model).toEqual(Uint8Array.of(0));
  expect(modelIn(files('model_q4.onnx'), 'wasm').model).toEqual(Uint8Array.of(0));
});

it('hands weights over by the name that graphs call them', () => {
  expect(modelIn(decoder, 'webgpu').externalData).toEqual([
    { path: 'model.onnx_data', data: Uint8Array.of(2) },
    { path: 'model.onnx_data_1', data: Uint8Array.of(3) },
  ]);
});

it('says that a card lists no graph', () => {
  expect(() => modelIn(files('tfjs/model.json'), 'wasm')).toThrow('The card lists no .onnx file');
});
