/**
 * A layers model in the words that TensorFlow.js layers reads: nothing of what a layer computes is put otherwise, only how
 * Keras 3 writes it, and where TensorFlow.js lacks something, the definition's name in its place.
 */
import { callsOf, dtypeName, histories, isModel, layersOf, nameOf, type LayerDef } from '../read/layers/keras';
import type { LayerConfig } from '../read/layers/attributes';

interface Spelled {
  readonly model: LayerDef;
  /** What is computed by its definition, for a person: "hard_sigmoid of layer gate". */
  readonly defined: readonly string[];
}

const trained = /_(initializer|regularizer|constraint)$/;

/** Activations by another name. */
const activationNames = (keras: 2 | 3): Readonly<Record<string, string>> => ({
  silu: 'swish',
  exponential: 'definedExponential',
  leaky_relu: 'definedLeakyRelu',
  ...(keras === 3 && { hard_sigmoid: 'definedHardSigmoid' }),
});

/** Where TensorFlow.js lacks an attribute, or a layer altogether. */
function isDefined(kind: string, config: LayerConfig, rank: number): boolean {
  const set = (key: string, usual: unknown) =>
    config[key] !== undefined && config[key] !== null && config[key] !== usual;
  switch (kind) {
    case 'ReLU':
      return set('negative_slope', 0) || set('threshold', 0);
    case 'BatchNormalization':
      // On another axis, its backends repeat the parameters along the last all the same.
      return ![undefined, null, -1, rank - 1].includes([config.axis].flat()[0] as number);
    case 'ELU':
      return set('alpha', 1);
    case 'Softmax':
      // Along another axis it is "not yet supported"; without one, TensorFlow.js takes the first behind the batch.
      return config.axis !== -1;
    default:
      return kind === 'Subtract';
  }
}

class Speller {
  readonly defined: string[] = [];
  readonly #names: Readonly<Record<string, string>>;

  readonly #ranks: ReadonlyMap<string, number>;

  constructor(keras: 2 | 3, ranks: ReadonlyMap<string, number>) {
    this.#names = activationNames(keras);
    this.#ranks = ranks;
  }

  model(model: LayerDef): LayerDef {
    if (model.class_name === 'Sequential') {
      const layers = layersOf(model).map((layer) => this.#layer(layer));
      return { ...model, config: (Array.isArray(model.config) ? layers : { ...model.config, layers }) as LayerConfig };
    }
    const ends = (key: string) =>
      histories(String(model.config.name), model.config[key]).map((history) => [...history]);
    const layers = layersOf(model).map((layer) => ({
      ...this.#layer(layer),
      name: nameOf(layer),
      inbound_nodes: callsOf(layer).flatMap(({ inputs }) =>
        inputs.length ? [inputs.map((input) => [...input, {}])] : [],
      ),
    }));
    const config = {
      ...model.config,
      layers,
      input_layers: ends('input_layers'),
      output_layers: ends('output_layers'),
    };
    return { class_name: model.class_name, config };
  }

  #layer(layer: LayerDef): LayerDef {
    if (isModel(layer)) return this.model(layer);
    const [class_name, config] = this.#spelled(layer.class_name, layer.config, nameOf(layer));
    return { class_name, config: { ...config, name: nameOf(layer) } };
  }

  #spelled(kind: string, given: LayerConfig, name: string): [string, LayerConfig] {
    const config: Record<string, unknown> = {};
    for (const [key, value] of Object.entries(given)) {
      if (trained.test(key) || key === 'build_config' || key === 'compile_config') continue;
      if (key === 'dtype') config.dtype = this.#type(value);
      else if (key === 'batch_shape') config.batch_input_shape = value;
      else if (key === 'negative_slope' && kind === 'LeakyReLU') config.alpha = value;
      else if (key === 'activation') config.activation = this.#activation(value, name);
      else config[key] = value;
    }
    const rank = this.#ranks.get(name) ?? NaN;
    // Counted from behind, TensorFlow.js takes the last axis only.
    if (kind === 'Concatenate' && Number(given.axis) < -1) config.axis = Number(given.axis) + rank;
    if (!isDefined(kind, given, rank)) return [kind, config];
    this.defined.push(`${kind} of layer ${name}`);
    return [`Defined${kind}`, config];
  }

  #type(value: unknown): unknown {
    const type = dtypeName(value);
    return /float/.test(type) ? 'float32' : /^u?int\d+$/.test(type) ? 'int32' : type;
  }

  #activation(value: unknown, layer: string): unknown {
    if (typeof value === 'object' && value !== null) {
      const { class_name: kind, config } = value as { class_name?: unknown; config?: unknown };
      if (kind === 'function') return this.#activation(config, layer);
      if (typeof config !== 'object' || config === null) return this.#activation(kind, layer);
      const [class_name, spelled] = this.#spelled(String(kind), config as LayerConfig, layer);
      return { class_name, config: spelled };
    }
    const other = typeof value === 'string' && Object.hasOwn(this.#names, value) ? this.#names[value] : undefined;
    if (other?.startsWith('defined')) this.defined.push(`${String(value)} of layer ${layer}`);
    return other ?? value;
  }
}

/** @param ranks by layer, how many axes its first input has */
export function spelled(model: LayerDef, keras: 2 | 3, ranks: ReadonlyMap<string, number>): Spelled {
  const speller = new Speller(keras, ranks);
  return { model: speller.model(model), defined: speller.defined };
}
