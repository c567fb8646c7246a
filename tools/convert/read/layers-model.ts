import type { io } from '@tensorflow/tfjs-core';
import { ConversionError, excerpt, listed } from '../errors';
import type { DType } from '../ir';
import { basicLayers } from './basic-layers';
import { GraphBuilder } from './builder';
import { weightBytes } from './files';
import { checkForm, layerSchema } from './schema';
import { LayerContext, type LayerConfig, type LayerTable } from './layer-context';
import { spatialLayers } from './spatial-layers';

interface LayerDef {
  readonly class_name: string;
  readonly config: LayerConfig;
  readonly inbound_nodes?: readonly unknown[];
}

/** Which call of which layer a tensor comes from. */
type History = readonly [layer: string, call: number, tensor: number];

const layers: LayerTable = { ...basicLayers, ...spatialLayers };
const isModel = ({ class_name }: LayerDef) => /^(Model|Functional|Sequential)$/.test(class_name);

/** Tensors that one call reads: `["layer", call, tensor, …]` in Keras 2, `keras_history` deep inside in Keras 3. */
function histories(value: unknown): History[] {
  if (Array.isArray(value)) {
    const [layer, call, tensor] = value as unknown[];
    if (typeof layer === 'string' && typeof call === 'number') return [[layer, call, Number(tensor ?? 0)]];
    return value.flatMap(histories);
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'keras_history' ? histories([inner]) : histories(inner),
  );
}

/** One call of one layer. */
interface Call {
  readonly layer: LayerDef;
  readonly name: string;
  readonly key: string;
  readonly inputs: readonly History[];
}

function callsOf(layer: LayerDef): Call[] {
  const name = String(layer.config.name);
  const nodes = layer.inbound_nodes?.length ? layer.inbound_nodes : [[]];
  return nodes.map((node, call) => ({ layer, name, key: JSON.stringify([name, call]), inputs: histories(node) }));
}

/**
 * How references name calls. A nested model was called once when it was made, which files count but do not list: where the
 * last reference points past the listed calls, all of that layer's are shifted.
 */
function callKeys(calls: readonly Call[], outputs: readonly History[]): (history: History) => string {
  const listedCalls = new Map<string, number>();
  for (const { name } of calls) listedCalls.set(name, (listedCalls.get(name) ?? 0) + 1);
  const shifts = new Map<string, number>();
  for (const [name, call] of [...calls.flatMap(({ inputs }) => inputs), ...outputs]) {
    const past = call + 1 - (listedCalls.get(name) ?? 0);
    shifts.set(name, Math.max(shifts.get(name) ?? 0, past));
  }
  return ([name, call]) => JSON.stringify([name, call - (shifts.get(name) ?? 0)]);
}

function layersOf(model: LayerDef): LayerDef[] {
  const list = Array.isArray(model.config) ? (model.config as LayerDef[]) : (model.config.layers as LayerDef[]);
  if (!Array.isArray(list)) throw new ConversionError('The model lists no layers.');
  return list;
}

/** Rewrites a Keras model as graph nodes; nested models are written out where they are called. */
class LayersReader {
  readonly builder = new GraphBuilder();
  readonly #specs: ReadonlyMap<string, io.WeightsManifestEntry>;
  readonly #constants = new Map<string, string>();

  constructor({ weightSpecs = [], weightData }: io.ModelArtifacts) {
    this.#specs = new Map(weightSpecs.map((spec) => [spec.name, spec]));
    const data = new Uint8Array(weightData as ArrayBuffer);
    let offset = 0;
    for (const spec of weightSpecs) {
      const end = offset + weightBytes(spec);
      this.#constants.set(spec.name, this.builder.weight(spec, data.subarray(offset, end)));
      offset = end;
    }
  }

  /** @returns the names of the model's outputs */
  model(model: LayerDef, given?: readonly string[]): string[] {
    return model.class_name === 'Sequential' ? [this.#sequence(model, given?.[0])] : this.#network(model, given);
  }

  #sequence(model: LayerDef, given: string | undefined): string {
    const [first, ...rest] = layersOf(model);
    let x = given ?? (first && this.#input(first, first.class_name === 'InputLayer' ? '' : '_input'));
    const called = first?.class_name === 'InputLayer' ? rest : layersOf(model);
    for (const layer of called) x = this.#call(layer, [x!])[0]!;
    if (!x) throw new ConversionError('The model has no layers.');
    return x;
  }

  #network(model: LayerDef, given?: readonly string[]): string[] {
    const made = new Map<string, string[]>();
    const calls = layersOf(model).flatMap(callsOf);
    const keyOf = callKeys(calls, histories(model.config.output_layers));
    const starts = histories(model.config.input_layers);
    starts.forEach((history, index) => given && made.set(keyOf(history), [given[index]!]));
    const tensorOf = (history: History) => {
      const tensor = made.get(keyOf(history))?.[history[2]];
      if (tensor === undefined) {
        throw new ConversionError(`The model reads ${excerpt(history[0])}, which makes no such tensor.`);
      }
      return tensor;
    };
    // Files list layers in order, but calls of shared layers may wait for later ones.
    let waiting = calls;
    while (waiting.length) {
      const ready = waiting.filter(({ inputs }) => inputs.every((history) => made.has(keyOf(history))));
      if (!ready.length) {
        throw new ConversionError(
          `The model is cyclic or incomplete: ${listed(waiting.map(({ name }) => name))} wait.`,
        );
      }
      for (const { layer, key, inputs } of ready) {
        if (made.has(key)) continue;
        made.set(
          key,
          layer.class_name === 'InputLayer' ? [this.#input(layer)] : this.#call(layer, inputs.map(tensorOf)),
        );
      }
      waiting = waiting.filter((call) => !ready.includes(call));
    }
    return histories(model.config.output_layers).map(tensorOf);
  }

  #input({ config }: LayerDef, suffix = ''): string {
    const shape = config.batch_input_shape ?? config.batch_shape;
    if (!Array.isArray(shape))
      throw new ConversionError(`Layer ${excerpt(String(config.name))} gives no shape for the model's input.`);
    const dtype: DType = /^u?int/.test(String(config.dtype)) ? 'int32' : config.dtype === 'bool' ? 'bool' : 'float32';
    return this.builder.input(
      `${String(config.name)}${suffix}`,
      (shape as readonly (number | null)[]).map((length) => length ?? -1),
      dtype,
    );
  }

  #call(layer: LayerDef, inputs: readonly string[]): string[] {
    const name = String(layer.config.name);
    if (!inputs.length) throw new ConversionError(`Layer ${excerpt(name)} has no input.`);
    if (isModel(layer)) return this.model(layer, inputs);
    const convert = Object.hasOwn(layers, layer.class_name) ? layers[layer.class_name] : undefined;
    if (!convert) {
      throw new ConversionError(`Layer ${excerpt(name)} is a ${excerpt(layer.class_name)}, which is not known.`);
    }
    return [convert(new LayerContext(this.builder, name, layer.config, this.#specs, this.#constants), inputs)];
  }
}

/**
 * Rewrites a TensorFlow.js layers model as a graph model with the same weights.
 * @throws ConversionError naming layers that have no counterpart
 */
export function graphFromLayers(artefacts: io.ModelArtifacts): io.ModelArtifacts {
  const topology = artefacts.modelTopology as LayerDef & { readonly model_config?: LayerDef };
  const model = topology.model_config ?? topology;
  checkForm(layerSchema, model, 'The layers model');
  if (!isModel(model)) throw new ConversionError(`The model is a ${excerpt(String(model.class_name))}, not a network.`);
  const unknown = unknownLayers(model);
  if (unknown.length) throw new ConversionError(`These layers are not known to the converter: ${listed(unknown)}.`);
  const reader = new LayersReader(artefacts);
  const outputs = reader.model(model);
  return reader.builder.build(outputs.map((x, index) => reader.builder.op('Identity', [x], {}, outputName(x, index))));
}

/** The layer that an output comes from. */
function outputName(x: string, index: number): string {
  return x.includes('/') ? x.slice(0, x.lastIndexOf('/')) : `output_${index}`;
}

function unknownLayers(model: LayerDef): string[] {
  return layersOf(model).flatMap((layer) => {
    if (isModel(layer)) return unknownLayers(layer);
    if (layer.class_name === 'InputLayer' || Object.hasOwn(layers, layer.class_name)) return [];
    return [`${String(layer.config.name)} (${layer.class_name})`];
  });
}
