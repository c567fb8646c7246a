/**
 * Layers and activations by Keras' definition, for what TensorFlow.js layers doesn't have or computes otherwise. Written
 * with eager operators of TensorFlow.js, apart from what the converter makes of the same layers.
 * Source: https://keras.io/api/layers/ and https://keras.io/api/layers/activations/
 */
import { layers } from '@tensorflow/tfjs-layers';
import * as tf from '@tensorflow/tfjs-core';

type Config = Readonly<Record<string, unknown>>;
type Inputs = tf.Tensor | tf.Tensor[];

abstract class Defined extends layers.Layer {
  readonly config: Config;

  constructor(config: Config) {
    super(config as ConstructorParameters<typeof layers.Layer>[0]);
    this.config = config;
    // What was read shows as a property, as in TensorFlow.js' own layers.
    for (const [key, value] of Object.entries(config)) if (!(key in this)) Reflect.set(this, key, value);
  }

  number(key: string, fallback: number): number {
    return (this.config[key] ?? fallback) as number;
  }

  abstract formula(inputs: tf.Tensor[]): tf.Tensor;

  override call(inputs: Inputs): tf.Tensor {
    return tf.tidy(() => this.formula([inputs].flat()));
  }

  override computeOutputShape(shape: (number | null)[] | (number | null)[][]): (number | null)[] {
    const shapes = Array.isArray(shape[0]) ? (shape as (number | null)[][]) : [shape as (number | null)[]];
    return shapes.reduce((longest, own) => (own.length > longest.length ? own : longest));
  }
}

/** max_value above max_value, x from the threshold on, negative_slope × (x − threshold) below. */
class DefinedReLU extends Defined {
  static readonly className = 'DefinedReLU';

  formula([x]: [tf.Tensor]): tf.Tensor {
    const threshold = this.number('threshold', 0);
    const below = tf.mul(this.number('negativeSlope', 0), tf.sub(x, threshold));
    const bent = tf.where(tf.greaterEqual(x, threshold), x, below);
    return tf.minimum(bent, this.number('maxValue', Infinity));
  }
}

/** x above 0, alpha × (eˣ − 1) below. */
class DefinedELU extends Defined {
  static readonly className = 'DefinedELU';

  formula([x]: [tf.Tensor]): tf.Tensor {
    return tf.where(tf.greater(x, 0), x, tf.mul(this.number('alpha', 1), tf.expm1(tf.minimum(x, 0))));
  }
}

/** eˣ ÷ Σ eˣ over an axis, the last by default, or several. */
class DefinedSoftmax extends Defined {
  static readonly className = 'DefinedSoftmax';

  formula([x]: [tf.Tensor]): tf.Tensor {
    const axes = [this.config.axis ?? -1].flat() as number[];
    return tf.exp(tf.sub(x, tf.logSumExp(x, axes, true)));
  }
}

type Shape = (number | null)[];

/** (x − mean) ÷ √(variance + ε) × gamma + beta, each lying along one axis. */
class DefinedBatchNormalization extends Defined {
  static readonly className = 'DefinedBatchNormalization';
  readonly #own = new Map<string, ReturnType<layers.Layer['addWeight']>>();

  override build(shape: Shape | Shape[]): void {
    const [axis] = [this.config.axis].flat() as [number];
    const length = (shape as Shape).at(axis)!;
    const names = [
      ...(this.config.scale === false ? [] : ['gamma']),
      ...(this.config.center === false ? [] : ['beta']),
      'moving_mean',
      'moving_variance',
    ];
    for (const name of names) {
      const zeros = { apply: (own: Shape) => tf.zeros(own as number[]) } as Parameters<layers.Layer['addWeight']>[3];
      this.#own.set(name, this.addWeight(name, [length], 'float32', zeros));
    }
    this.built = true;
  }

  formula([x]: [tf.Tensor]): tf.Tensor {
    const [axis] = [this.config.axis].flat() as [number];
    const along = (name: string, fallback: number) => {
      const weight = this.#own.get(name)?.read() ?? tf.fill([x.shape.at(axis)!], fallback);
      return tf.reshape(
        weight,
        x.shape.map((length, own) => (own === (axis + x.rank) % x.rank ? length : 1)),
      );
    };
    const spread = tf.sqrt(tf.add(along('moving_variance', 1), this.number('epsilon', 0.001)));
    const normal = tf.div(tf.sub(x, along('moving_mean', 0)), spread);
    return tf.add(tf.mul(normal, along('gamma', 1)), along('beta', 0));
  }
}

/** The first input less the second, the one of lower rank stretched behind the batch. */
class DefinedSubtract extends Defined {
  static readonly className = 'DefinedSubtract';

  formula([a, b]: [tf.Tensor, tf.Tensor]): tf.Tensor {
    const rank = Math.max(a.rank, b.rank);
    const stretched = (x: tf.Tensor) => {
      const [batch, ...rest] = x.shape as [number, ...number[]];
      return tf.reshape(x, [batch, ...new Array<number>(rank - x.rank).fill(1), ...rest]);
    };
    return tf.sub(stretched(a), stretched(b));
  }
}

abstract class DefinedActivation extends tf.serialization.Serializable {
  abstract apply(x: tf.Tensor): tf.Tensor;

  getConfig(): tf.serialization.ConfigDict {
    return {};
  }
}

/** relu6(x + 3) ÷ 6, from Keras 3 on. */
class HardSigmoid extends DefinedActivation {
  static readonly className = 'definedHardSigmoid';

  apply(x: tf.Tensor): tf.Tensor {
    return tf.tidy(() => tf.div(tf.relu6(tf.add(x, 3)), 6));
  }
}

class Exponential extends DefinedActivation {
  static readonly className = 'definedExponential';

  apply(x: tf.Tensor): tf.Tensor {
    return tf.exp(x);
  }
}

/** A slope of 0.2 below 0. */
class LeakyRelu extends DefinedActivation {
  static readonly className = 'definedLeakyRelu';

  apply(x: tf.Tensor): tf.Tensor {
    return tf.tidy(() => tf.sub(tf.relu(x), tf.mul(0.2, tf.relu(tf.neg(x)))));
  }
}

const defined = [
  DefinedBatchNormalization,
  DefinedReLU,
  DefinedELU,
  DefinedSoftmax,
  DefinedSubtract,
  HardSigmoid,
  Exponential,
  LeakyRelu,
];
for (const one of defined) {
  tf.serialization.registerClass(
    one as unknown as tf.serialization.SerializableConstructor<tf.serialization.Serializable>,
  );
}
