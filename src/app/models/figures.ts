import { significant } from '../../domain/number';
import { bytes } from '../../ui/format';

/** Two significant digits: "0.0005", "12", and below a ten-thousandth "5.3e-6". */
export function small(value: number): string {
  if (value === 0) return '0';
  return Math.abs(value) < 1e-4 ? value.toExponential(1).replace('.0e', 'e') : significant(value, 2);
}

/** As {@link small} with four digits, for measures that lie close to 1: "0.9987". */
export function measured(value: number): string {
  return Math.abs(value) < 1e-4 ? small(value) : significant(value, 4);
}

/** "1 × 256 × 256 × 3"; what is chosen at run time is "any". */
export function shapeText(shape: readonly number[]): string {
  return shape.length === 0 ? 'one value' : shape.map((length) => (length < 0 ? 'any' : String(length))).join(' × ');
}

/** "594 to 618 kB", "2.1 MB". */
export function byteRange([least, most]: readonly [number, number]): string {
  const [low = '', unit] = bytes(least).split(' ');
  const high = bytes(most);
  if (bytes(least) === high) return high;
  return high.endsWith(` ${unit}`) ? `${low} to ${high}` : `${bytes(least)} to ${high}`;
}
