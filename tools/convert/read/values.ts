import { readFileSync } from 'node:fs';
import { PNG } from 'pngjs';
import { ConversionError, excerpt } from '../errors';
import { sizeOf, UNKNOWN, type GraphInput, type HostTensor, type Values } from '../ir';

/** NumPy's names of the types that have a counterpart. */
const numpyTypes: Readonly<Record<string, (bytes: ArrayBuffer) => ArrayLike<number | bigint>>> = {
  '<f4': (bytes) => new Float32Array(bytes),
  '<f8': (bytes) => new Float64Array(bytes),
  '<i4': (bytes) => new Int32Array(bytes),
  '<i8': (bytes) => new BigInt64Array(bytes),
  '|u1': (bytes) => new Uint8Array(bytes),
  '|b1': (bytes) => new Uint8Array(bytes),
};

function typed(values: ArrayLike<number | bigint>, dtype: HostTensor['dtype']): Values {
  const numbers = Array.from(values, Number);
  if (dtype === 'float32') return Float32Array.from(numbers);
  return dtype === 'int32' ? Int32Array.from(numbers) : Uint8Array.from(numbers);
}

/**
 * Reads an array in NumPy's format, version 1 to 3, row-major.
 * Source: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 */
function readNumpy(file: string, input: GraphInput): HostTensor {
  const bytes = readFileSync(file);
  const wide = bytes[6]! > 1;
  const start = wide ? 12 : 10;
  const length = bytes.length < start ? 0 : wide ? bytes.readUInt32LE(8) : bytes.readUInt16LE(8);
  const header = bytes.toString('latin1', start, start + length);
  const [, descr = ''] = /'descr': '([^']+)'/.exec(header) ?? [];
  const [, lengths] = /'shape': \(([^)]*)\)/.exec(header) ?? [];
  const view = Object.hasOwn(numpyTypes, descr) ? numpyTypes[descr] : undefined;
  if (!view || lengths === undefined || !header.includes("'fortran_order': False")) {
    throw new ConversionError(`${file} is no row-major NumPy array of a known type: ${excerpt(header)}`);
  }
  const shape = lengths.split(',').flatMap((part) => (part.trim() === '' ? [] : [Number(part)]));
  const data = new Uint8Array(bytes.subarray(start + length));
  const width = Number(descr.slice(2));
  if (data.length !== width * sizeOf(shape))
    throw new ConversionError(`${file} holds ${data.length} bytes for [${shape}].`);
  return { dtype: input.dtype, shape, values: typed(view(data.buffer), input.dtype) };
}

/** How an input takes a picture; undefined where it takes none. */
function pictureShape({
  shape,
}: GraphInput): { height: number; width: number; channels: number; last: boolean } | undefined {
  if (shape.length !== 4 || shape[0]! > 1) return undefined;
  const [, a, b, c] = shape as [number, number, number, number];
  const last = c === 3 || c === 1;
  if (!last && a !== 3 && a !== 1) return undefined;
  const open = (length: number) => (length === UNKNOWN ? 256 : length);
  return last
    ? { height: open(a), width: open(b), channels: c, last }
    : { height: open(b), width: open(c), channels: a, last };
}

/**
 * A PNG stretched to an input [1, height, width, channels] or [1, channels, height, width] of 3 or 1 channels, nearest
 * pixels, 0–1 for floats and 0–255 for integers. Open lengths become 256.
 */
function readPicture(file: string, input: GraphInput): HostTensor {
  const picture = pictureShape(input);
  if (!picture) throw new ConversionError(`Input ${input.name} [${input.shape}] takes no picture.`);
  const { height, width, channels, last } = picture;
  const png = PNG.sync.read(readFileSync(file));
  const unit = input.dtype === 'float32' ? 1 / 255 : 1;
  const numbers = new Array<number>(height * width * channels);
  for (let y = 0; y < height; y++) {
    const row = Math.floor(((y + 0.5) * png.height) / height) * png.width;
    for (let x = 0; x < width; x++) {
      const pixel = 4 * (row + Math.floor(((x + 0.5) * png.width) / width));
      for (let c = 0; c < channels; c++) {
        const to = last ? (y * width + x) * channels + c : (c * height + y) * width + x;
        numbers[to] = png.data[pixel + c]! * unit;
      }
    }
  }
  const shape = last ? [1, height, width, channels] : [1, channels, height, width];
  return { dtype: input.dtype, shape, values: typed(numbers, input.dtype) };
}

/** True where a picture can be put in. */
export function takesPicture(input: GraphInput): boolean {
  return pictureShape(input) !== undefined;
}

/**
 * Reads values for an input from a `.npy` array or a `.png` picture.
 * @throws ConversionError for other files and damaged ones
 */
export function readValues(file: string, input: GraphInput): HostTensor {
  try {
    if (file.endsWith('.npy')) return readNumpy(file, input);
    if (file.endsWith('.png')) return readPicture(file, input);
  } catch (error) {
    if (error instanceof ConversionError) throw error;
    throw new ConversionError(`${file} can't be read: ${excerpt((error as Error).message)}`);
  }
  throw new ConversionError(`${file} is neither a .npy array nor a .png picture.`);
}
