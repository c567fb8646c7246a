/** One way to write a time: a value reads alike in a lane, a headline and a verdict. */
export { inMs as duration } from '../domain/words';

/** Decimal bytes: `84 kB`, `4.8 MB`. */
export function bytes(count: number): string {
  if (count < 1000) return `${count} B`;
  return count < 999_500 ? `${(count / 1e3).toFixed(0)} kB` : `${(count / 1e6).toFixed(1)} MB`;
}

/** `0.27 GMAC`, `18 MMAC`, `9 kMAC`. */
export function macs(count: number): string {
  if (count < 99_500) return `${(count / 1e3).toFixed(count < 1e4 ? 1 : 0)} kMAC`;
  return count >= 1e8 ? `${(count / 1e9).toFixed(2)} GMAC` : `${(count / 1e6).toFixed(count < 1e7 ? 1 : 0)} MMAC`;
}

/** `21 Nov 2026, 09:13` in the visitor's own language and time zone. */
export function when(iso: string): string {
  return new Date(iso).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
}
