import type { ArtefactFormat, Precision } from '../models/artefact';
import { encodeModel } from '../onnx/encode';
import type { DecoderConfig } from './config';
import { loopModel } from './loop';
import { decoderModel } from './onnx';
import { DataFile } from './store';
import { decoderGraph } from './tfjs';
import type { WeightSource } from './weights';

/** A file that is made when it is asked for. */
export interface MadeFile {
  /** As on the card. */
  readonly path: string;
  readonly bytes: number;
  /** @param onMade called with the bytes made so far, where it takes a while */
  readonly make: (onMade?: (bytes: number) => void) => Uint8Array<ArrayBuffer>;
}

/** As transformers.js asks for files by its `dtype`: `fp32`, `fp16`, `q8`, `q4`. */
const onnxNames: Readonly<Record<Precision, string>> = {
  fp32: 'model',
  fp16: 'model_fp16',
  int8: 'model_quantized',
  int4: 'model_q4',
};

const made = (path: string, bytes: Uint8Array): MadeFile => ({
  path,
  bytes: bytes.length,
  make: () => bytes as Uint8Array<ArrayBuffer>,
});

/**
 * Files of one artefact: both forms of ONNX with one file of weights, or a TensorFlow.js graph. Of ONNX the weights are read when their
 * file is made, and never where it is not.
 */
export function decoderFiles(
  config: DecoderConfig,
  source: WeightSource,
  format: ArtefactFormat,
  precision: Precision,
): readonly MadeFile[] {
  if (format === 'onnx') {
    const name = onnxNames[precision];
    const data = new DataFile(`${name}.onnx_data`);
    const plain = encodeModel(decoderModel(config, source, precision, data));
    const loop = encodeModel(loopModel(config, source, precision, data));
    return [
      made(`onnx/${name}.onnx`, plain),
      made(`onnx/${name}_loop.onnx`, loop),
      { path: `onnx/${data.name}`, bytes: data.length, make: (onMade) => data.bytes(onMade) },
    ];
  }
  if (precision === 'int8' || precision === 'int4') {
    throw new RangeError(`TensorFlow.js computes with no weights in ${precision}.`);
  }
  const { model, weights } = decoderGraph(config, source, precision);
  return [
    made(`tfjs-graph-${precision}/model.json`, new TextEncoder().encode(JSON.stringify(model))),
    made(`tfjs-graph-${precision}/weights.bin`, weights),
  ];
}
