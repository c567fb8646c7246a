/**
 * The product of 8-bit numbers, as networks of whole numbers have it: hₖ₊₁ = hₖ · W ÷ 1024, rounded and cut to 8 bits (ONNX's
 * QLinearMatMul, with unsigned h around 128 and signed W). All of it is exact, so that a few rows are worked out beside it: each
 * takes size² operations a link, where the product takes size³.
 */
import { seededRandom } from '../../domain/random';
import { encodeModel } from '../../onnx/encode';
import type { DataType, Initialiser } from '../../onnx/graph';
import { columnOut, type ProductSpec } from './product';

const SHIFT = 1024;
/** h is about as wide after a link as before: rounding alone would let it die away or fill its 8 bits. */
const GAIN = 1.1;
const START = 40;
const ROWS = 3;

const numbers = (length: number, most: number, seed: number): Int8Array<ArrayBuffer> => {
  const random = seededRandom(seed);
  return Int8Array.from({ length }, () => Math.round((2 * random() - 1) * most));
};

const startOf = (size: number) => numbers(size * size, START, 1);
/** Uniform to ±a, which is a ÷ √3 as a root mean square. */
const weightsOf = (size: number) => numbers(size * size, (Math.sqrt(3) * GAIN * SHIFT) / Math.sqrt(size), 2);

/** What goes in: whole numbers from −4 to 4. */
export const wholeRow = (size: number): Float32Array<ArrayBuffer> =>
  Float32Array.from({ length: size }, (_, at) => ((at * 5) % 9) - 4);

const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView) => new Uint8Array(buffer, byteOffset, byteLength);

const given = (name: string, type: DataType, dims: readonly number[], data: ArrayBufferView): Initialiser => ({
  name,
  type,
  dims,
  data: bytesOf(data),
});

/** An ONNX model, operator set 12. @param spec sizes up to 1,024: beyond it sums leave what single precision holds exactly */
export function wholeProduct({ size, links }: ProductSpec): Map<string, ArrayBuffer> {
  const square = [size, size];
  const node = (op: string, inputs: readonly string[], output: string) => ({
    op,
    name: output,
    inputs,
    outputs: [output],
  });
  const model = encodeModel({
    graph: {
      name: 'product',
      nodes: [
        node('Add', ['X', 's'], 'x'),
        node('QuantizeLinear', ['x', 'one', 'middle'], 'h0'),
        ...Array.from({ length: links }, (_, link) =>
          node('QLinearMatMul', [`h${link}`, 'one', 'middle', 'W', 'shift', 'zero', 'one', 'middle'], `h${link + 1}`),
        ),
        node('DequantizeLinear', [`h${links}`, 'one', 'middle'], 'h'),
        node('MatMul', ['h', 'v'], 'y'),
      ],
      initialisers: [
        given('X', 'float32', square, Float32Array.from(startOf(size))),
        given('W', 'int8', square, weightsOf(size)),
        given('v', 'float32', [size, 1], columnOut(size)),
        given('one', 'float32', [], Float32Array.of(1)),
        given('shift', 'float32', [], Float32Array.of(1 / SHIFT)),
        given('middle', 'uint8', [], Uint8Array.of(128)),
        given('zero', 'int8', [], Int8Array.of(0)),
      ],
      inputs: [{ name: 's', type: 'float32', shape: [1, size] }],
      outputs: [{ name: 'y', type: 'float32', shape: [size, 1] }],
    },
    opsets: { '': 12 },
  });
  return new Map([['product.onnx', Uint8Array.from(model).buffer]]);
}

function roundedToEven(value: number): number {
  const down = Math.floor(value);
  const rest = value - down;
  return rest > 0.5 || (rest === 0.5 && down % 2 !== 0) ? down + 1 : down;
}

const cut = (value: number) => Math.min(127, Math.max(-128, value));

/** One row of h after all links, worked out number by number. */
export function wholeRowAfter({ size, links }: ProductSpec, row: number): Float64Array {
  const [x, s, w] = [startOf(size), wholeRow(size), weightsOf(size)];
  let h = Float64Array.from({ length: size }, (_, at) => cut(x[row * size + at]! + s[at]!));
  for (let link = 0; link < links; link++) {
    const sums = new Float64Array(size);
    for (let k = 0; k < size; k++) for (let at = 0; at < size; at++) sums[at]! += h[k]! * w[k * size + at]!;
    h = sums.map((sum) => cut(roundedToEven(sum / SHIFT)));
  }
  return h;
}

/** Largest error in a few rows, as a share of the largest number that was expected there; infinite where a number is none. */
export function wholeError(answer: ArrayLike<number>, spec: ProductSpec): number {
  const { size } = spec;
  const v = columnOut(size);
  let [worst, largest] = [0, 0];
  for (let at = 0; at < ROWS; at++) {
    const row = Math.round((at * (size - 1)) / (ROWS - 1));
    const expected = wholeRowAfter(spec, row).reduce((sum, value, column) => sum + value * v[column]!, 0);
    const error = Math.abs((answer[row] ?? Number.NaN) - expected);
    if (!Number.isFinite(error)) return Infinity;
    worst = Math.max(worst, error);
    largest = Math.max(largest, Math.abs(expected));
  }
  return worst / largest;
}
