import { Problem } from '../domain/problem';
import type { WeightSource } from './weights';

interface Entry {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

/** Each half as the single that it is: half the numbers of a model would otherwise be computed again and again. */
let halves: Float32Array | undefined;

function halfTable(): Float32Array {
  halves ??= Float32Array.from({ length: 65_536 }, (_, bits) => {
    const sign = bits & 0x8000 ? -1 : 1;
    const exponent = (bits >> 10) & 31;
    const mantissa = bits & 1023;
    if (exponent === 31) return mantissa ? NaN : sign * Infinity;
    return sign * (exponent ? (1 + mantissa / 1024) * 2 ** (exponent - 15) : (mantissa / 1024) * 2 ** -14);
  });
  return halves;
}

const widths: Readonly<Record<string, number>> = { F32: 4, F16: 2, BF16: 2 };

function decoded(bytes: Uint8Array, dtype: string): Float32Array {
  // Offsets in the file need not be multiples of four. A copy by its constructor: `slice` of Node's buffers is a view of them.
  const copy = new Uint8Array(bytes).buffer;
  if (dtype === 'F32') return new Float32Array(copy);
  const bits = new Uint16Array(copy);
  if (dtype === 'F16') {
    const table = halfTable();
    return Float32Array.from(bits, (half) => table[half] as number);
  }
  return new Float32Array(Uint32Array.from(bits, (upper) => upper << 16).buffer);
}

/** @throws Problem `input` for what is no such file */
function headerOf(file: Uint8Array): { entries: ReadonlyMap<string, Entry>; begin: number } {
  const bad = (detail: string) => new Problem('input', 'The file of weights is not in the safetensors format.', detail);
  if (file.length < 8) throw bad(`${file.length} bytes`);
  const length = Number(new DataView(file.buffer, file.byteOffset, 8).getBigUint64(0, true));
  if (length > file.length - 8 || length > 100e6) throw bad(`a header of ${length} bytes in a file of ${file.length}`);
  let json: Record<string, unknown>;
  try {
    json = JSON.parse(new TextDecoder().decode(file.subarray(8, 8 + length))) as Record<string, unknown>;
  } catch (error) {
    throw bad(String(error));
  }
  const entries = new Map<string, Entry>();
  for (const [name, value] of Object.entries(json)) {
    if (name === '__metadata__') continue;
    const { dtype, shape, data_offsets: offsets } = value as Entry;
    const numbers = Array.isArray(shape) && Array.isArray(offsets) ? [...shape, ...offsets] : [NaN];
    if (!numbers.every((number) => Number.isSafeInteger(number) && number >= 0)) throw bad(`the entry ${name}`);
    entries.set(name, { dtype, shape, data_offsets: offsets });
  }
  return { entries, begin: 8 + length };
}

/**
 * Weights of files in the safetensors format (https://huggingface.co/docs/safetensors), stored as F32, F16 or BF16; decoded when
 * asked for.
 * @throws Problem `input`
 */
export function safetensors(...files: readonly Uint8Array[]): WeightSource {
  const found = files.map((file) => ({ file, ...headerOf(file) }));
  return {
    read(name, shape) {
      const holder = found.find(({ entries }) => entries.has(name));
      const entry = holder?.entries.get(name);
      if (!holder || !entry) throw new Problem('input', `The file of weights lacks ${name}.`);
      const [from, to] = entry.data_offsets;
      const width = widths[entry.dtype];
      const told = entry.shape.join(' × ');
      if (entry.shape.length !== shape.length || entry.shape.some((side, axis) => side !== shape[axis])) {
        throw new Problem(
          'input',
          `${name} is ${told} in the file of weights, and ${shape.join(' × ')} by the configuration.`,
        );
      }
      if (width === undefined)
        throw new Problem('missing-feature', `Weights stored as ${entry.dtype} are not known here.`);
      const length = shape.reduce((product, side) => product * side, 1);
      if (to - from !== length * width || holder.begin + to > holder.file.length) {
        throw new Problem('input', `${name} lies beyond the end of the file of weights, or is cut.`);
      }
      return { shape, data: decoded(holder.file.subarray(holder.begin + from, holder.begin + to), entry.dtype) };
    },
  };
}
