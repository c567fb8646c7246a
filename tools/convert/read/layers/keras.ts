/** How Keras 2, Keras 3 and TensorFlow.js write a model down, as far as their forms differ. */
import type { io } from '@tensorflow/tfjs-core';
import { ConversionError, excerpt } from '../../errors';
import { shown, type LayerConfig } from './attributes';

export interface LayerDef {
  readonly class_name: string;
  readonly config: LayerConfig;
  readonly name?: unknown;
  readonly module?: unknown;
  readonly inbound_nodes?: readonly unknown[] | null;
}

/** Which call of which layer a tensor comes from. */
export type History = readonly [layer: string, call: number, tensor: number];

export const isModel = ({ class_name }: LayerDef) => /^(Model|Functional|Sequential)$/.test(class_name);

/** The network in a file's topology: Keras puts it beside the versions, TensorFlow.js leaves it bare. */
export function networkOf({ modelTopology }: io.ModelArtifacts): LayerDef {
  const topology = modelTopology as LayerDef & { readonly model_config?: LayerDef };
  return topology.model_config ?? topology;
}

export function layersOf(model: LayerDef): readonly LayerDef[] {
  const list: unknown = Array.isArray(model.config) ? model.config : model.config.layers;
  if (!Array.isArray(list)) throw new ConversionError('The model lists no layers.');
  return list as LayerDef[];
}

/** Keras' major version: as the file says, or by the form of its layers. */
export function kerasVersion(artefacts: io.ModelArtifacts): 2 | 3 {
  const { keras_version: version } = artefacts.modelTopology as { keras_version?: unknown };
  for (const said of [version, artefacts.generatedBy]) {
    const [, major] = /^(?:keras v)?(\d+)\./.exec(String(said)) ?? [];
    if (major) return Number(major) >= 3 ? 3 : 2;
  }
  const newer = (layer: LayerDef): boolean =>
    'batch_shape' in layer.config ||
    typeof layer.module === 'string' ||
    !!layer.inbound_nodes?.some((node) => !Array.isArray(node)) ||
    (isModel(layer) && layersOf(layer).some(newer));
  return layersOf(networkOf(artefacts)).some(newer) ? 3 : 2;
}

function refuse(layer: string, reason: string): never {
  throw new ConversionError(`Layer ${excerpt(layer)} can't be converted: ${reason}.`);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Arguments of a call besides its inputs: what they would change is not converted. */
function checkArguments(layer: string, given: unknown): void {
  if (given === undefined || given === null) return;
  if (!isObject(given)) refuse(layer, `it is called with ${shown(given)}`);
  for (const [name, value] of Object.entries(given)) {
    if (value !== null && value !== false) refuse(layer, `it is called with ${excerpt(name)} = ${shown(value)}`);
  }
}

/** `["layer", call, tensor, …]`. */
function history(layer: string, value: unknown): History {
  const [name, call = 0, tensor = 0] = value as unknown[];
  const isIndex = (index: unknown): index is number => Number.isSafeInteger(index) && Number(index) >= 0;
  if (typeof name !== 'string' || !isIndex(call) || !isIndex(tensor)) {
    refuse(layer, `its inbound_nodes hold ${shown(value)}, which names no tensor`);
  }
  return [name, call, tensor];
}

/** Lists of histories, however deep; Keras 3 leaves the list away where there is one. */
export function histories(layer: string, value: unknown): History[] {
  if (!Array.isArray(value)) refuse(layer, `its inbound_nodes hold ${shown(value)}, a form that is not known`);
  if (value.length === 0) return [];
  if (!value.every(Array.isArray)) {
    checkArguments(layer, value[3]);
    return [history(layer, value)];
  }
  return value.flatMap((inner) => histories(layer, inner));
}

/** Tensors among Keras 3's arguments. */
function tensors(layer: string, value: unknown): History[] {
  if (value === null) return [];
  if (Array.isArray(value)) return value.flatMap((inner) => tensors(layer, inner));
  const config = isObject(value) && value.class_name === '__keras_tensor__' ? value.config : undefined;
  if (!isObject(config) || !Array.isArray(config.keras_history)) refuse(layer, `it is called with ${shown(value)}`);
  return [history(layer, config.keras_history)];
}

/** One call of one layer. */
export interface Call {
  readonly layer: LayerDef;
  readonly name: string;
  readonly key: string;
  readonly inputs: readonly History[];
}

/** A layer's own name; the two places that have it must agree. */
export function nameOf({ name: outer, config }: LayerDef): string {
  const inner: unknown = config.name;
  const name = inner ?? outer;
  if (typeof name !== 'string' || name === '') throw new ConversionError(`A layer's name is ${shown(name)}.`);
  if (typeof outer === 'string' && outer !== name) {
    refuse(outer, `its configuration calls it ${excerpt(name)}`);
  }
  return name;
}

export function callsOf(layer: LayerDef): Call[] {
  const name = nameOf(layer);
  const nodes = layer.inbound_nodes?.length ? layer.inbound_nodes : [[]];
  return nodes.map((node, call) => {
    const key = JSON.stringify([name, call]);
    if (!isObject(node)) return { layer, name, key, inputs: histories(name, node) };
    checkArguments(name, node.kwargs);
    return { layer, name, key, inputs: tensors(name, node.args ?? null) };
  });
}

/**
 * How references name calls. A nested model was called once when it was made, which files count but do not list: where the
 * last reference points past the listed calls, all of that layer's are shifted.
 */
export function callKeys(calls: readonly Call[], outputs: readonly History[]): (history: History) => string {
  const listedCalls = new Map<string, number>();
  for (const { name } of calls) listedCalls.set(name, (listedCalls.get(name) ?? 0) + 1);
  const shifts = new Map<string, number>();
  for (const [name, call] of [...calls.flatMap(({ inputs }) => inputs), ...outputs]) {
    const past = call + 1 - (listedCalls.get(name) ?? 0);
    shifts.set(name, Math.max(shifts.get(name) ?? 0, past));
  }
  return ([name, call]) => JSON.stringify([name, call - (shifts.get(name) ?? 0)]);
}

/** The name of a data type, which Keras 3 writes as an object. */
export function dtypeName(value: unknown): string {
  const policy = isObject(value) && isObject(value.config) ? value.config.name : value;
  return typeof policy === 'string' ? policy : shown(value);
}
