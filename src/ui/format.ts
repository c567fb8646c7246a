import { decimals, language, whole } from '../domain/number';

/** One way to write a time: a value reads alike in a lane, a headline and a verdict. */
export { inMs as duration } from '../domain/words';

/** Decimal bytes: `84 kB`, `4.8 MB`, `1.1 GB`. */
export function bytes(count: number): string {
  if (count < 1000) return `${whole(count)} B`;
  if (count >= 999.5e6) return `${decimals(count / 1e9, 1)} GB`;
  return count < 999_500 ? `${whole(count / 1e3)} kB` : `${decimals(count / 1e6, 1)} MB`;
}

/** `0.27 GMAC`, `18 MMAC`, `9 kMAC`. */
export function macs(count: number): string {
  if (count < 99_500) return `${decimals(count / 1e3, count < 1e4 ? 1 : 0)} kMAC`;
  return count >= 1e8 ? `${decimals(count / 1e9, 2)} GMAC` : `${decimals(count / 1e6, count < 1e7 ? 1 : 0)} MMAC`;
}

let moment: Intl.DateTimeFormat | undefined;

/** `21 Nov 2026, 09:13` in the page's language and the visitor's time zone. */
export function when(iso: string): string {
  moment ??= new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
  return moment.format(new Date(iso));
}
