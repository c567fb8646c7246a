/** Three significant digits, without trailing zeros. */
const short = (value: number) => String(Number(value.toPrecision(3)));

/** "33.4 ms", from a second on "1.23 s"; below a tenth of a millisecond two digits, which is all that clocks give. */
export function inMs(ms: number): string {
  if (ms < 0.0995) return `${Number(ms.toPrecision(2))} ms`;
  return ms < 999.5 ? `${short(ms)} ms` : `${short(ms / 1000)} s`;
}

/** "0.32 GMAC", below a tenth of that unit "57 MMAC", "9.1 kMAC". */
export function inMacs(macs: number): string {
  if (macs < 1e5) return `${Number((macs / 1e3).toPrecision(2))} kMAC`;
  return macs >= 1e8 ? `${Number((macs / 1e9).toPrecision(2))} GMAC` : `${Number((macs / 1e6).toPrecision(2))} MMAC`;
}

/** "1.7 to 3.1 times as fast as", or "4 to 9 % faster than" where it may be less than a tenth; one figure where both ends read alike. */
export function fasterBy([low, high]: readonly [number, number]): string {
  const between = (a: number, b: number) => (a === b ? `${a}` : `${a} to ${b}`);
  const figure = (ratio: number) => Number(ratio.toPrecision(2));
  if (low >= 1.1) return `${between(figure(low), figure(high))} times as fast as`;
  const percent = (ratio: number) => Math.max(0, Math.round((ratio - 1) * 100));
  return percent(high) < 1 ? 'less than 1 % faster than' : `${between(percent(low), percent(high))} % faster than`;
}

/** "a", "a and b", "a, b and c". */
export function listed(items: readonly string[]): string {
  return items.length < 2 ? items.join() : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}

/** "1 cell", "3 cells". */
export function plural(count: number, noun: string, nouns = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : nouns}`;
}

/** "2.8 %", two significant digits: of a share. */
export function percent(share: number): string {
  return `${Number((100 * share).toPrecision(2))} %`;
}

/** A part of a sentence that is written in its side's colour, or stands out. The parts together are the whole sentence, spaces included. */
export interface TextPart {
  readonly text: string;
  readonly tone?: 'near' | 'far';
  readonly strong?: boolean;
}

/** The sentence without its colours. */
export const plainText = (parts: readonly TextPart[]): string => parts.map(({ text }) => text).join('');

/** A figure and its unit stay on one line. */
export const bound = (text: string): string => text.replace(/(\d) (ms|s|km|MB|kB|GB|%)(?=\W|$)/g, '$1\u00a0$2');
