import { encodeModel } from '../../onnx/encode';
import type { Attribute } from '../../onnx/graph';
import { toHalf } from '../../onnx/half';
import { columnOut, expectedAnswer, errorOf, hadamard, startMatrix, type ProductSpec } from './product';

/** Nothing: a sum with a mean in it would leave half precision's digits to the mean. */
export const halfRow = (size: number): Float32Array<ArrayBuffer> => new Float32Array(size);

const bytesOf = ({ buffer }: Float32Array<ArrayBuffer> | Uint16Array<ArrayBuffer>) => new Uint8Array(buffer);

/**
 * The network of {@link ProductSpec} with its products in half precision, as an ONNX model, operator set 12.
 * @param spec sizes that are powers of 4: W is exact then
 */
export function halfProduct({ size, links }: ProductSpec): Map<string, ArrayBuffer> {
  const square = [size, size];
  const node = (op: string, inputs: readonly string[], output: string, attributes?: Record<string, Attribute>) => ({
    op,
    name: output,
    inputs,
    outputs: [output],
    ...(attributes && { attributes }),
  });
  const model = encodeModel({
    graph: {
      name: 'product',
      nodes: [
        node('Add', ['X', 's'], 'x'),
        node('Cast', ['x'], 'h0', { to: { i: 10 } }),
        ...Array.from({ length: links }, (_, link) => node('MatMul', [`h${link}`, 'W'], `h${link + 1}`)),
        node('Cast', [`h${links}`], 'h', { to: { i: 1 } }),
        node('MatMul', ['h', 'v'], 'y'),
      ],
      initialisers: [
        { name: 'X', type: 'float32', dims: square, data: bytesOf(startMatrix(size)) },
        { name: 'W', type: 'float16', dims: square, data: bytesOf(Uint16Array.from(hadamard(size), toHalf)) },
        { name: 'v', type: 'float32', dims: [size, 1], data: bytesOf(columnOut(size)) },
      ],
      inputs: [{ name: 's', type: 'float32', shape: [1, size] }],
      outputs: [{ name: 'y', type: 'float32', shape: [size, 1] }],
    },
    opsets: { '': 12 },
  });
  return new Map([['product.onnx', Uint8Array.from(model).buffer]]);
}

export const halfError = (answer: ArrayLike<number>, { size }: ProductSpec): number =>
  errorOf(answer, expectedAnswer(size, halfRow(size)));
