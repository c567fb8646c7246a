import type { ArtefactFormat } from '../../models/artefact';
import type { ComputePrecision } from '../../runtimes/types';
import { errorOf, expectedAnswer, rowIn, type ProductSpec } from './product';
import { productGraph } from './productGraph';
import { productOnnx } from './productOnnx';
import type { ProbeUnit } from './types';

/** A chain of matrix products in one precision: how it is made for a format, and how its answer is checked. */
export interface Product {
  readonly unit: ProbeUnit;
  readonly files: Partial<Record<ArtefactFormat, (spec: ProductSpec) => Map<string, ArrayBuffer>>>;
  /** The one row that goes in. */
  readonly row: (size: number) => Float32Array<ArrayBuffer>;
  /** Largest error, as a share of the largest number expected. */
  readonly error: (answer: ArrayLike<number>, spec: ProductSpec) => number;
  /** Of that error, by what the arithmetic really ran in: half precision has three digits. */
  readonly tolerance: Readonly<Record<ComputePrecision, number>>;
}

const single: Product = {
  unit: 'FLOP/s',
  files: {
    onnx: (spec) => new Map([['product.onnx', productOnnx(spec).buffer]]),
    'tfjs-graph': productGraph,
  },
  row: rowIn,
  error: (answer, { size }) => errorOf(answer, expectedAnswer(size)),
  tolerance: { fp32: 1e-3, fp16: 3e-2, int8: 1e-1 },
};

/** Those beside single precision are fetched when they are asked for. */
export const products: Readonly<Record<ComputePrecision, () => Promise<Product>>> = {
  fp32: () => Promise.resolve(single),
  async int8() {
    const { wholeError, wholeProduct, wholeRow } = await import('./wholeProduct');
    return {
      unit: 'OP/s',
      files: { onnx: wholeProduct },
      row: wholeRow,
      error: wholeError,
      // It is exact but for the sum of a row at the end.
      tolerance: { fp32: 1e-3, fp16: 1e-3, int8: 1e-3 },
    };
  },
  async fp16() {
    const { halfError, halfProduct, halfRow } = await import('./halfProduct');
    return {
      unit: 'FLOP/s',
      files: { onnx: halfProduct },
      row: halfRow,
      error: halfError,
      // Sums of a thousand products are kept in half precision too, by some.
      tolerance: { fp32: 1e-1, fp16: 1e-1, int8: 1e-1 },
    };
  },
};
