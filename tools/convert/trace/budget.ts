import * as tf from '@tensorflow/tfjs-core';
import { ConversionError } from '../errors';
import { sizeOf } from '../ir';

/** Values that the tensors of one run may hold together: 1 GiB of floats. */
const MAX_VALUES = 2 ** 28;
/** Multiplications of one run: about a minute of either backend on an ordinary computer. */
const MAX_PRODUCTS = { wasm: 2 ** 37, cpu: 2 ** 33 };

type Run = Parameters<ReturnType<typeof tf.engine>['runKernel']>;
type Shapes = Readonly<Record<string, readonly number[]>>;
type Attributes = Readonly<Record<string, unknown>>;

interface Cost {
  /** Of the result, at most. */
  readonly values?: number;
  readonly products?: number;
}

const numbers = (value: unknown) => value as number[];
const padded = (shape: readonly number[], paddings: unknown) =>
  sizeOf(shape.map((length, axis) => length + sizeOfPair((paddings as [number, number][])[axis] ?? [0, 0])));
const sizeOfPair = ([before, after]: readonly [number, number]) => before + after;

function broadcast(a: readonly number[], b: readonly number[]): number {
  const rank = Math.max(a.length, b.length);
  const at = (shape: readonly number[], axis: number) => shape[axis - rank + shape.length] ?? 1;
  return sizeOf(Array.from({ length: rank }, (_, axis) => Math.max(at(a, axis), at(b, axis))));
}

/** A filter [height, width, in, out] over a picture with channels last. */
function convolution({ x, filter }: Shapes, { strides }: Attributes): Cost {
  const places = sizeOf(x!.slice(0, -1)) / sizeOf([strides].flat().map(Number));
  return { values: Math.ceil(places) * filter!.at(-1)!, products: places * sizeOf(filter!) };
}

function product({ a, b }: Shapes): Cost {
  const values =
    broadcast(a!.slice(0, -2), b!.slice(0, -2)) * (sizeOf(a!) / Math.min(...a!.slice(-2))) * Math.max(...b!.slice(-2));
  const [rows = 1, columns = 1] = b!.slice(-2);
  return { products: sizeOf(a!) * Math.max(rows, columns) || values };
}

/** Kernels whose result may be larger than what they are given, or that do more than look at each value once. */
const costs: Readonly<Record<string, (shapes: Shapes, attributes: Attributes) => Cost>> = {
  BatchMatMul: product,
  BatchToSpaceND: ({ x }) => ({ values: sizeOf(x!) }),
  Conv2D: convolution,
  Conv2DBackpropInput: ({ dy, filter }, { inputShape }) => ({
    values: sizeOf(numbers(inputShape)),
    products: sizeOf(dy!.slice(0, -1)) * sizeOf(filter!),
  }),
  Conv3D: convolution,
  DepthwiseConv2dNative: ({ x, filter }, { strides }) => {
    const places = sizeOf(x!) / sizeOf([strides].flat().map(Number));
    return { values: places * filter![3]!, products: (places * sizeOf(filter!)) / filter![2]! };
  },
  Fill: (_, { shape }) => ({ values: sizeOf(numbers(shape)) }),
  FusedConv2D: convolution,
  GatherV2: ({ x, indices }, { axis }) => ({ values: (sizeOf(x!) / x![Number(axis)]!) * sizeOf(indices!) }),
  LinSpace: (_, { num }) => ({ values: Number(num) }),
  MirrorPad: ({ x }, { paddings }) => ({ values: padded(x!, paddings) }),
  OneHot: ({ indices }, { depth }) => ({ values: sizeOf(indices!) * Number(depth) }),
  PadV2: ({ x }, { paddings }) => ({ values: padded(x!, paddings) }),
  Range: (_, { start, stop, step }) => ({ values: Math.abs((Number(stop) - Number(start)) / Number(step)) }),
  ResizeBilinear: ({ images }, { size }) => ({ values: images![0]! * images![3]! * sizeOf(numbers(size)) }),
  ResizeNearestNeighbor: ({ images }, { size }) => ({ values: images![0]! * images![3]! * sizeOf(numbers(size)) }),
  ScatterNd: (_, { shape }) => ({ values: sizeOf(numbers(shape)) }),
  SpaceToBatchND: ({ x }, { paddings }) => ({ values: padded(x!, [[0, 0], ...(paddings as [number, number][])]) }),
  SparseToDense: (_, { outputShape }) => ({ values: sizeOf(numbers(outputShape)) }),
  Tile: ({ x }, { reps }) => ({ values: sizeOf(x!) * sizeOf(numbers(reps)) }),
  _FusedMatMul: product,
};

class Budget {
  #values = 0;
  #products = 0;

  /** Before a kernel runs. */
  take(kernel: string, inputs: Run[1], attributes: Attributes): void {
    const shapes = Object.fromEntries(
      Object.entries(inputs).map(([name, tensor]) => [name, (tensor as tf.TensorInfo | undefined)?.shape ?? []]),
    );
    const { a, b } = shapes;
    const own = Object.hasOwn(costs, kernel) ? costs[kernel]!(shapes, attributes) : {};
    const largest = Math.max(1, ...Object.values(shapes).map(sizeOf));
    const values = own.values ?? (a && b && !own.products ? broadcast(a, b) : 0);
    this.#products += own.products ?? largest;
    if (values > MAX_VALUES) this.#refuse(`makes a tensor of ${values} values at ${kernel}`);
    const limit = tf.getBackend() === 'cpu' ? MAX_PRODUCTS.cpu : MAX_PRODUCTS.wasm;
    if (this.#products > limit) this.#refuse(`takes more than ${limit} multiplications`);
  }

  /** After it has. */
  made(results: readonly tf.TensorInfo[]): void {
    for (const { shape } of results) this.#values += sizeOf(shape);
    if (this.#values > MAX_VALUES) this.#refuse(`makes more than ${MAX_VALUES} values in all`);
  }

  #refuse(what: string): never {
    throw new ConversionError(
      `The model is too large to try out: one run ${what}. Give open lengths smaller shapes, if it has any.`,
    );
  }
}

/**
 * Runs a model in TensorFlow.js, within what a try-out may take of memory and time: a small file can ask for any amount.
 * @throws ConversionError before a kernel that would take more
 */
export async function withinBudget<T>(run: () => T | Promise<T>): Promise<T> {
  const engine = tf.engine();
  const original = engine.runKernel;
  const budget = new Budget();
  engine.runKernel = function counted<R extends tf.Tensor | tf.Tensor[]>(...call: Run): R {
    const [kernel, inputs, attributes] = call;
    budget.take(kernel, inputs, attributes ?? {});
    const result = original.apply(engine, call) as R;
    budget.made([result].flat());
    return result;
  };
  try {
    return await run();
  } finally {
    engine.runKernel = original;
  }
}
