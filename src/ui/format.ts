/** Milliseconds in three significant digits, in the unit people read: `0.43 ms`, `24.3 ms`, `541 ms`, `3.97 s`. */
export function duration(ms: number): string {
  if (ms >= 999.5) return `${(ms / 1000).toPrecision(3)} s`;
  return `${ms >= 99.95 ? ms.toFixed(0) : ms >= 9.995 ? ms.toFixed(1) : ms.toFixed(2)} ms`;
}

/** Decimal bytes: `84 kB`, `4.8 MB`. */
export function bytes(count: number): string {
  if (count < 1000) return `${count} B`;
  return count < 999_500 ? `${(count / 1e3).toFixed(0)} kB` : `${(count / 1e6).toFixed(1)} MB`;
}

/** `0.27 GMAC`, `18 MMAC`. */
export function macs(count: number): string {
  return count >= 1e8 ? `${(count / 1e9).toFixed(2)} GMAC` : `${(count / 1e6).toFixed(count < 1e7 ? 1 : 0)} MMAC`;
}

/** `21 Nov 2026, 09:13` in the visitor's own language and time zone. */
export function when(iso: string): string {
  return new Date(iso).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
}
