import { language, significant, whole } from './number';

// Made when they are first wanted: the first of them takes a first visit some 10 ms, on a phone four times that.
let list: Intl.ListFormat | undefined;
let plurals: Intl.PluralRules | undefined;

/** "33.4 ms", from a second on "1.23 s"; below a tenth of a millisecond two digits, which is all that clocks give. */
export function inMs(ms: number): string {
  if (ms < 0.0995) return `${significant(ms, 2)} ms`;
  return ms < 999.5 ? `${significant(ms, 3)} ms` : `${significant(ms / 1000, 3)} s`;
}

/** "0.32 GMAC", below a tenth of that unit "57 MMAC", "9.1 kMAC". */
export function inMacs(macs: number): string {
  if (macs < 1e5) return `${significant(macs / 1e3, 2)} kMAC`;
  return macs >= 1e8 ? `${significant(macs / 1e9, 2)} GMAC` : `${significant(macs / 1e6, 2)} MMAC`;
}

/** "1.7 to 3.1 times as fast as", or "4 to 9 % faster than" where it may be less than a tenth; one figure where both ends read alike. */
export function fasterBy([low, high]: readonly [number, number]): string {
  const between = (a: string, b: string) => (a === b ? a : `${a} to ${b}`);
  const figure = (ratio: number) => significant(ratio, 2);
  if (low >= 1.1) return `${between(figure(low), figure(high))} times as fast as`;
  const percent = (ratio: number) => Math.max(0, Math.round((ratio - 1) * 100));
  if (percent(high) < 1) return 'less than 1 % faster than';
  return `${between(whole(percent(low)), whole(percent(high)))} % faster than`;
}

/** "a", "a and b", "a, b and c". */
export function listed(items: readonly string[]): string {
  list ??= new Intl.ListFormat(language, { type: 'conjunction' });
  return list.format(items);
}

/** "1 cell", "3 cells". */
export function plural(count: number, noun: string, nouns = `${noun}s`): string {
  plurals ??= new Intl.PluralRules(language);
  return `${whole(count)} ${plurals.select(count) === 'one' ? noun : nouns}`;
}

/** "2.8 %", two significant digits: of a share. */
export function percent(share: number): string {
  return `${significant(100 * share, 2)} %`;
}

/** A part of a sentence that is written in its side's colour, or stands out. The parts together are the whole sentence, spaces included. */
export interface TextPart {
  readonly text: string;
  readonly tone?: 'near' | 'far';
  readonly strong?: boolean;
  /** Where it leads, an address of the page. */
  readonly href?: string;
}

/** The sentence without its colours. */
export const plainText = (parts: readonly TextPart[]): string => parts.map(({ text }) => text).join('');

/** A figure and its unit stay on one line. */
export const bound = (text: string): string => text.replace(/(\d) (ms|s|km|MB|kB|GB|%)(?=\W|$)/g, '$1\u00a0$2');
