/**
 * A model as parameters, links and the command line name it: `movenet-lightning`, or with an artefact of its own `movenet-lightning:fp16`.
 * One from a hub is named with its form, which is the one that it has: `onnx-community/Qwen3-0.6B-ONNX:q4`.
 */
export interface ModelRef {
  readonly model: string;
  /** How the weights are stored; absent leaves the choice to the target, which takes what it reads best. */
  readonly precision?: string;
}

/** Whether an id is that of a model from a hub: no other holds a slash. */
export const isHubId = (model: string): boolean => model.includes('/');

/** The first colon parts them: no id holds one but a hub's, which is whole. */
export function parseModelRef(text: string): ModelRef {
  const at = isHubId(text) ? -1 : text.indexOf(':');
  return at < 0 ? { model: text } : { model: text.slice(0, at), precision: text.slice(at + 1) };
}

/** The other way: what names a model, and its artefact where that was asked for. */
export const modelRefText = ({ model, precision }: ModelRef): string =>
  precision === undefined || isHubId(model) ? model : `${model}:${precision}`;
