/** A model as parameters, links and the command line name it: `movenet-lightning`, or with an artefact of its own `movenet-lightning:fp16`. */
export interface ModelRef {
  readonly model: string;
  /** How the weights are stored; absent leaves the choice to the target, which takes what it reads best. */
  readonly precision?: string;
}

/** The first colon parts them: no model's id holds one. */
export function parseModelRef(text: string): ModelRef {
  const at = text.indexOf(':');
  return at < 0 ? { model: text } : { model: text.slice(0, at), precision: text.slice(at + 1) };
}

/** The other way: what names a model, and its artefact where that was asked for. */
export const modelRefText = ({ model, precision }: ModelRef): string =>
  precision === undefined ? model : `${model}:${precision}`;
