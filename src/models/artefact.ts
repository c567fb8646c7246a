/** Words and sizes of a model's file sets, for cards and for their outlines. Needs no validator, so that a first visit carries none. */

export const formats = ['onnx', 'tfjs-graph'] as const;
export type ArtefactFormat = (typeof formats)[number];
export const formatTitles: Readonly<Record<ArtefactFormat, string>> = {
  onnx: 'ONNX',
  'tfjs-graph': 'TensorFlow.js graph',
};

export const precisions = ['fp32', 'fp16', 'int8', 'int4'] as const;
export type Precision = (typeof precisions)[number];

/** Bytes a visitor downloads for one artefact, the card's other files included. */
export function artefactBytes(
  card: { readonly assets: readonly { readonly bytes: number }[] },
  artefact: { readonly files: readonly { readonly bytes: number }[] },
): number {
  return [...artefact.files, ...card.assets].reduce((sum, file) => sum + file.bytes, 0);
}
