import type { io } from '@tensorflow/tfjs-core';

export const WEIGHTS_FILE = 'weights.bin';

/** `model.json` and the one shard beside it; the same bytes for the same model. */
export function encodeGraph({ modelTopology, signature, weightSpecs = [], weightData }: io.ModelArtifacts): {
  readonly json: Uint8Array;
  readonly weights: Uint8Array;
} {
  const model = {
    format: 'graph-model',
    convertedBy: 'nearside',
    modelTopology,
    signature,
    weightsManifest: [{ paths: [WEIGHTS_FILE], weights: weightSpecs }],
  };
  return { json: new TextEncoder().encode(JSON.stringify(model)), weights: new Uint8Array(weightData as ArrayBuffer) };
}
