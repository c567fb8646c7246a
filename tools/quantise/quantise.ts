import type { TensorMap } from '../../src/domain/tensor';
import { decodeModel } from '../../src/onnx/decode';
import { encodeModel } from '../../src/onnx/encode';
import { equalise } from './equalise';
import { Network } from './network';
import { calibrate, type RangeMethod, type Ranges } from './ranges';
import { shorten } from './shorten';
import { planStatic, quantiseStatic } from './static';
import { foldBiases, foldConstants, upgrade } from './tidy';
import { quantiseWeights } from './weights';

/** `static`: weights and what flows between them in whole numbers. `weights`: those are stored so, and the graph computes in floats. */
export const methods = ['static', 'weights'] as const;
export type Method = (typeof methods)[number];

/** What calibrating a model came to: kept beside its card, so that assembling it runs no network. */
export interface QuantisePlan {
  /** How ranges were told from the values that were seen; absent where weights alone are stored smaller. */
  readonly ranges?: RangeMethod;
  /** What on: "30 pictures". */
  readonly on?: string;
  /** Nodes, or operators, that go on in floats. */
  readonly keep: readonly string[];
  /** Of each value that is stored in 8 bits, as floats. */
  readonly values: Ranges;
}

function prepared(file: Uint8Array): Network {
  const network = new Network(decodeModel(file));
  foldConstants(network);
  return network;
}

/** A network made ready for whole numbers throughout; computes what it did. */
export function preparedForStatic(file: Uint8Array): Network {
  const network = prepared(file);
  foldBiases(network);
  equalise(network);
  return network;
}

/** The ranges that static quantising needs, from running the model on cases. */
export async function rangesOf(
  file: Uint8Array,
  cases: readonly TensorMap[],
  method: RangeMethod,
  keep: readonly string[],
): Promise<Ranges> {
  const network = preparedForStatic(file);
  const { values } = planStatic(network, keep);
  return calibrate(network.model(), [...values.keys()], cases, method);
}

function written(network: Network): Uint8Array {
  shorten(network);
  return encodeModel(network.model());
}

/**
 * A smaller model of the same network.
 * @param file of an ONNX model in single precision, or with weights in half
 * @param plan needed for `static`; of `weights` only what it keeps in floats counts
 * @returns the bytes of a model file, the same every time
 * @throws RangeError, in words, for what can't be quantised
 */
export function quantise(
  file: Uint8Array,
  { method, precision }: { readonly method: Method; readonly precision: 'int8' | 'int4' },
  plan?: Pick<QuantisePlan, 'keep' | 'values'>,
): Uint8Array {
  if (method === 'weights') {
    const network = prepared(file);
    const count = quantiseWeights(network, precision === 'int8' ? 8 : 4, plan?.keep);
    if (count === 0) throw new RangeError('The network has no weights that could be stored so.');
    return written(network);
  }
  if (precision !== 'int8')
    throw new RangeError('Whole networks are computed in 8 bits; 4 bits are for weights alone.');
  if (!plan) throw new RangeError('Quantising a whole network takes the ranges of its values.');
  const network = preparedForStatic(file);
  const whole = planStatic(network, plan.keep);
  if (whole.weighted.size === 0)
    throw new RangeError('The network has no convolution or matrix product that could compute in 8 bits.');
  upgrade(network);
  quantiseStatic(network, whole, plan.values);
  return written(network);
}
