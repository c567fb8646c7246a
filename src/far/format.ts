/** Decimal: `84 kB`, `1.2 MB`. */
export function kilobytes(bytes: number): string {
  if (bytes < 999.5) return `${bytes.toFixed(0)} B`;
  return bytes < 999_500 ? `${(bytes / 1e3).toFixed(0)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

/** `0.1 %`, `60 %`: a share in as many digits as it has, six at most. */
export function percent(share: number): string {
  return `${Number((100 * share).toPrecision(6))} %`;
}
