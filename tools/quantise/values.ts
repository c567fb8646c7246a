import type { Initialiser } from '../../src/onnx/graph';

/** Value of 16 bits, by the format's definition. */
function fromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const mantissa = bits & 1023;
  if (exponent === 31) return mantissa ? NaN : sign * Infinity;
  return sign * (exponent ? (1 + mantissa / 1024) * 2 ** (exponent - 15) : (mantissa / 1024) * 2 ** -14);
}

/** Of a copy: initialisers lie in their file wherever they happen to. @throws RangeError where they lie in another file */
function bufferOf({ name, data }: Initialiser): ArrayBuffer {
  if (!(data instanceof Uint8Array)) throw new RangeError(`The values of ${name} lie in another file, ${data.file}.`);
  return data.slice().buffer as ArrayBuffer;
}

/** An initialiser's values as floats, half precision among them; undefined for whole numbers. */
export function floatsOf(initialiser: Initialiser): Float32Array | undefined {
  if (initialiser.type === 'float32') return new Float32Array(bufferOf(initialiser));
  if (initialiser.type === 'float16') return Float32Array.from(new Uint16Array(bufferOf(initialiser)), fromHalf);
  return undefined;
}

export const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array =>
  new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength);

export const sizeOf = (dims: readonly number[]): number => dims.reduce((product, length) => product * length, 1);
