import type { io } from '@tensorflow/tfjs-core';
import { ConversionError, excerpt, listed } from '../../errors';
import { UNKNOWN, type DType } from '../../ir';
import { GraphBuilder } from '../builder';
import { weightBytes } from '../files';
import { checkForm, layerSchema } from '../schema';
import { activationLayers } from './activation';
import { basicLayers } from './basic';
import { LayerContext, type JoinTable, type LayerScope, type LayerTable, type LayerTensor } from './context';
import { convolutionLayers } from './convolution';
import { joinLayers } from './join';
import {
  callKeys,
  callsOf,
  dtypeName,
  histories,
  isModel,
  kerasVersion,
  layersOf,
  nameOf,
  networkOf,
  type History,
  type LayerDef,
} from './keras';
import { normalisationLayers } from './normalisation';
import { poolLayers } from './pool';

const single: LayerTable = {
  ...activationLayers,
  ...basicLayers,
  ...convolutionLayers,
  ...normalisationLayers,
  ...poolLayers,
};
const joining: JoinTable = joinLayers;
const isKnown = (name: string) => Object.hasOwn(single, name) || Object.hasOwn(joining, name);

/** Half and double precision in training; TensorFlow.js computes in single precision whatever is written here. */
const floats = ['float32', 'float16', 'bfloat16', 'float64', 'mixed_float16', 'mixed_bfloat16'];

/** A layers model as a graph model, and what the graph no longer says. */
export interface LayersGraph {
  readonly artefacts: io.ModelArtifacts;
  /** Names of the graph's inputs in the model's order. */
  readonly inputs: readonly string[];
  /** By layer, attributes whose value is not what a layer without them would have. */
  readonly chosen: ReadonlyMap<string, readonly string[]>;
  /** By layer, how many axes its first input has. */
  readonly ranks: ReadonlyMap<string, number>;
  /** For graph inputs that are looked up in a table: its rows. */
  readonly tables: ReadonlyMap<string, number>;
  readonly notes: readonly string[];
}

/** Rewrites a Keras model as graph nodes; nested models are written out where they are called. */
class LayersReader {
  readonly inputs: string[] = [];
  readonly chosen = new Map<string, Set<string>>();
  readonly ranks = new Map<string, number>();
  readonly scope: LayerScope;

  constructor(artefacts: io.ModelArtifacts) {
    const { weightSpecs = [], weightData } = artefacts;
    // Optimisers keep weights of their own.
    const specs = weightSpecs.filter(({ group }) => group !== 'optimizer');
    const builder = new GraphBuilder();
    const constants = new Map<string, string>();
    const data = new Uint8Array(weightData as ArrayBuffer);
    let offset = 0;
    for (const spec of weightSpecs) {
      const end = offset + weightBytes(spec);
      if (constants.has(spec.name)) throw new ConversionError(`Two weights are called ${excerpt(spec.name)}.`);
      if (specs.includes(spec)) constants.set(spec.name, builder.weight(spec, data.subarray(offset, end)));
      offset = end;
    }
    this.scope = {
      builder,
      specs: new Map(specs.map((spec) => [spec.name, spec])),
      constants,
      used: new Set(),
      keras: kerasVersion(artefacts),
      notes: new Set(),
      tables: new Map(),
    };
  }

  /** @returns the model's outputs */
  model(model: LayerDef, given?: readonly LayerTensor[]): LayerTensor[] {
    return model.class_name === 'Sequential' ? [this.#sequence(model, given)] : this.#network(model, given);
  }

  #sequence(model: LayerDef, given?: readonly LayerTensor[]): LayerTensor {
    const [first, ...rest] = layersOf(model);
    if (!first) throw new ConversionError('The model has no layers.');
    if (given && given.length !== 1) throw new ConversionError('A sequence of layers takes one input.');
    const isInput = first.class_name === 'InputLayer';
    let x = given?.[0];
    let waiting = isInput ? rest : [first, ...rest];
    if (!x && isModel(first)) {
      [x] = this.model(first);
      waiting = rest;
    }
    x ??= this.#input(first, isInput ? '' : '_input');
    for (const layer of waiting) x = this.#call(layer, [x])[0]!;
    return x;
  }

  #network(model: LayerDef, given?: readonly LayerTensor[]): LayerTensor[] {
    const made = new Map<string, LayerTensor[]>();
    const label = typeof model.config.name === 'string' ? model.config.name : 'model';
    const calls = layersOf(model).flatMap(callsOf);
    const names = layersOf(model).map(nameOf);
    const twice = names.find((name, index) => names.indexOf(name) !== index);
    if (twice !== undefined) throw new ConversionError(`Two layers are called ${excerpt(twice)}.`);
    const outputs = histories(label, model.config.output_layers);
    const keyOf = callKeys(calls, outputs);
    const starts = histories(label, model.config.input_layers);
    if (given && given.length !== starts.length) {
      throw new ConversionError(`Model ${excerpt(label)} takes ${starts.length} inputs, not ${given.length}.`);
    }
    const tensorOf = (history: History) => {
      const tensor = made.get(keyOf(history))?.[history[2]];
      if (!tensor) throw new ConversionError(`The model reads ${excerpt(history[0])}, which makes no such tensor.`);
      return tensor;
    };
    const inputs = new Map(layersOf(model).map((layer) => [nameOf(layer), layer]));
    for (const [index, history] of starts.entries()) {
      const layer = inputs.get(history[0]);
      if (layer?.class_name !== 'InputLayer') {
        throw new ConversionError(`The model's input ${excerpt(history[0])} is no input layer.`);
      }
      made.set(keyOf(history), [given?.[index] ?? this.#input(layer)]);
    }
    // Files list layers in order, but calls of shared layers may wait for later ones.
    let waiting = calls.filter(({ key }) => !made.has(key));
    while (waiting.length) {
      const left = waiting.filter(({ layer, key, inputs }) => {
        if (!inputs.every((history) => made.has(keyOf(history)))) return true;
        if (layer.class_name === 'InputLayer') {
          throw new ConversionError(`Layer ${excerpt(nameOf(layer))} is an input that the model doesn't list.`);
        }
        made.set(key, this.#call(layer, inputs.map(tensorOf)));
        return false;
      });
      if (left.length === waiting.length) {
        throw new ConversionError(`The model is cyclic or incomplete: ${listed(left.map(({ name }) => name))} wait.`);
      }
      waiting = left;
    }
    return outputs.map(tensorOf);
  }

  #input(layer: LayerDef, suffix = ''): LayerTensor {
    const context = new LayerContext(this.scope, nameOf(layer), layer.config);
    const { config, attributes } = context;
    const given = config.batch_input_shape ?? config.batch_shape;
    if (!Array.isArray(given)) context.refuse("it gives no shape for the model's input");
    const shape = (given as unknown[]).map((length) => length ?? UNKNOWN) as number[];
    if (!shape.every((length) => Number.isSafeInteger(length) && (length > 0 || length === UNKNOWN))) {
      context.refuse(`its shape is ${excerpt(JSON.stringify(given))}`);
    }
    if (shape.length < 1) context.refuse('its shape is empty');
    context.checkShape({ name: '', shape });
    const type = dtypeName(config.dtype ?? 'float32');
    const dtype: DType | undefined = /^u?int(8|16|32|64)$/.test(type)
      ? 'int32'
      : type === 'bool'
        ? 'bool'
        : floats.includes(type)
          ? 'float32'
          : undefined;
    if (!dtype) context.refuse(`its dtype is ${excerpt(type)}`);
    if (suffix === '') {
      for (const name of ['sparse', 'ragged', 'optional']) attributes.only(name, false);
      attributes.finish();
    }
    const name = `${context.name}${suffix}`;
    const tensor = { name: this.scope.builder.input(name, shape, dtype), shape };
    this.inputs.push(tensor.name);
    return tensor;
  }

  #call(layer: LayerDef, inputs: readonly LayerTensor[]): LayerTensor[] {
    const name = nameOf(layer);
    if (!inputs.length) throw new ConversionError(`Layer ${excerpt(name)} has no input.`);
    if (isModel(layer)) return this.model(layer, inputs);
    const context = new LayerContext(this.scope, name, layer.config);
    try {
      const made = this.#made(context, layer.class_name, inputs);
      this.#checkType(context);
      context.attributes.finish();
      context.checkShape(made);
      this.ranks.set(name, inputs[0]!.shape.length);
      this.chosen.set(name, new Set([...(this.chosen.get(name) ?? []), ...context.attributes.chosen]));
      return [made];
    } catch (error) {
      if (error instanceof ConversionError) throw error;
      return context.refuse((error as Error).message);
    }
  }

  #made(context: LayerContext, kind: string, inputs: readonly LayerTensor[]): LayerTensor {
    if (Object.hasOwn(joining, kind)) return joining[kind]!(context, inputs);
    if (!Object.hasOwn(single, kind)) context.refuse(`it is a ${excerpt(kind)}, which is not known`);
    const [x, ...others] = inputs as [LayerTensor, ...LayerTensor[]];
    if (others.length) context.refuse(`it is a ${kind} with ${inputs.length} inputs`);
    return single[kind]!(context, x);
  }

  #checkType(context: LayerContext): void {
    const { config } = context;
    const type = dtypeName(config.dtype ?? 'float32');
    // A layer that gives the model's input a shape gives it a type too.
    if (config.batch_input_shape ?? config.batch_shape) return;
    if (!floats.includes(type)) context.refuse(`its dtype is ${excerpt(type)}`);
    if (type !== 'float32') {
      this.scope.notes.add(
        `Layer ${excerpt(context.name)} says ${type}; here, as in TensorFlow.js, it computes in float32.`,
      );
    }
  }
}

/**
 * Rewrites a TensorFlow.js layers model as a graph model with the same weights.
 * @throws ConversionError naming layers that have no counterpart, and the first attribute that can't be honoured
 */
export function graphFromLayers(artefacts: io.ModelArtifacts): LayersGraph {
  const model = networkOf(artefacts);
  checkForm(layerSchema, model, 'The layers model');
  if (!isModel(model)) throw new ConversionError(`The model is a ${excerpt(String(model.class_name))}, not a network.`);
  const unknown = unknownLayers(model);
  if (unknown.length) throw new ConversionError(`These layers are not known to the converter: ${listed(unknown)}.`);
  const reader = new LayersReader(artefacts);
  const outputs = reader.model(model);
  const { builder, specs, used, notes, tables } = reader.scope;
  const stray = [...specs.keys()].filter((name) => !used.has(name));
  if (stray.length) throw new ConversionError(`No layer of the model reads the weights ${listed(stray)}.`);
  const names = outputs.map(({ name }, index) => builder.op('Identity', [name], {}, outputName(name, index)));
  return {
    artefacts: builder.build(names),
    inputs: reader.inputs,
    chosen: new Map([...reader.chosen].map(([name, attributes]) => [name, [...attributes]])),
    ranks: reader.ranks,
    tables,
    notes: [...notes],
  };
}

/** The layer that an output comes from. */
function outputName(x: string, index: number): string {
  return x.includes('/') ? x.slice(0, x.lastIndexOf('/')) : `output_${index}`;
}

function unknownLayers(model: LayerDef): string[] {
  return layersOf(model).flatMap((layer) => {
    if (isModel(layer)) return unknownLayers(layer);
    if (layer.class_name === 'InputLayer' || isKnown(layer.class_name)) return [];
    return [`${nameOf(layer)} (${layer.class_name})`];
  });
}
