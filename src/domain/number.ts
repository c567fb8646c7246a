/** The language the page is written in: its figures, lists and plurals follow it. */
export const language = 'en-GB';

const formats = new Map<string, Intl.NumberFormat>();

/** Made once each: making one takes longer than writing a hundred figures with it. */
function write(value: number, key: string, options: Intl.NumberFormatOptions): string {
  const format = formats.get(key) ?? new Intl.NumberFormat(language, { useGrouping: 'min2', ...options });
  formats.set(key, format);
  return format.format(value);
}

/** So many significant digits, without trailing zeros: "33.4", "0.42", "12,300". */
export function significant(value: number, digits: number): string {
  return write(value, `s${digits}`, { maximumSignificantDigits: digits });
}

/** So many decimals, zeros too: "4.0". */
export function decimals(value: number, digits: number): string {
  return write(value, `d${digits}`, { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** "999", "1024", "134,704". */
export function whole(value: number): string {
  return decimals(value, 0);
}
