import { significant } from './number';

/** "1.9 TFLOP/s", "68 GB/s": steps of a thousand. */
export function rate(perSecond: number, unit: 'FLOP/s' | 'OP/s' | 'B/s'): string {
  const prefixes = ['', 'k', 'M', 'G', 'T', 'P'];
  const step = Math.min(prefixes.length - 1, Math.max(0, Math.floor(Math.log10(perSecond * 1.005) / 3)));
  const value = perSecond / 1000 ** step;
  return `${significant(value, value >= 100 ? 3 : 2)} ${prefixes[step]}${unit}`;
}
