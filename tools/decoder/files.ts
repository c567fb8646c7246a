import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readConfig, type DecoderConfig } from '../../src/decoder/config';
import { loopModel } from '../../src/decoder/loop';
import { decoderModel } from '../../src/decoder/onnx';
import { DataFile } from '../../src/decoder/store';
import { safetensors } from '../../src/decoder/safetensors';
import { decoderGraph } from '../../src/decoder/tfjs';
import type { WeightSource } from '../../src/decoder/weights';
import type { ArtefactFormat, Precision } from '../../src/models/artefact';
import { encodeModel } from '../../src/onnx/encode';

/** A decoder as the repository holds it. */
export interface Decoder {
  readonly config: DecoderConfig;
  readonly source: WeightSource;
}

/** @param folder with `config.json` and `model.safetensors` */
export function readDecoder(folder: string): Decoder {
  return {
    config: readConfig(JSON.parse(readFileSync(join(folder, 'config.json'), 'utf8'))),
    source: safetensors(readFileSync(join(folder, 'model.safetensors'))),
  };
}

/** As transformers.js asks for files by its `dtype`: `fp32`, `fp16`, `q8`, `q4`. */
const onnxNames: Readonly<Record<Precision, string>> = {
  fp32: 'model',
  fp16: 'model_fp16',
  int8: 'model_quantized',
  int4: 'model_q4',
};

/** Files of one artefact by their path on the card: both forms of ONNX with one file of weights, or a TensorFlow.js graph. */
export function decoderFiles(
  { config, source }: Decoder,
  format: ArtefactFormat,
  precision: Precision,
): ReadonlyMap<string, Uint8Array> {
  if (format === 'onnx') {
    const name = onnxNames[precision];
    const data = new DataFile(`${name}.onnx_data`);
    const plain = encodeModel(decoderModel(config, source, precision, data));
    const loop = encodeModel(loopModel(config, source, precision, data));
    return new Map([
      [`onnx/${name}.onnx`, plain],
      [`onnx/${name}_loop.onnx`, loop],
      [`onnx/${data.name}`, data.bytes()],
    ]);
  }
  if (precision === 'int8' || precision === 'int4') {
    throw new RangeError(`TensorFlow.js computes with no weights in ${precision}.`);
  }
  const { model, weights } = decoderGraph(config, source, precision);
  return new Map([
    [`tfjs-graph-${precision}/model.json`, new TextEncoder().encode(JSON.stringify(model))],
    [`tfjs-graph-${precision}/weights.bin`, weights],
  ]);
}
