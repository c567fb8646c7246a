import type { Chip } from './schema';

/**
 * "Xeon E5-2699 v3" of "Xeon E5-2699 v3 (Haswell), one 18-core die", "Core Ultra 200V NPU 4" of "Core Ultra 200V (Lunar Lake) NPU 4";
 * what says little alone has its maker before it: "Nvidia H100".
 */
export function shortName({ vendor, name }: Pick<Chip, 'vendor' | 'name'>): string {
  const short = name.replace(/ ?\([^)]*\)/g, '').replace(/,.*$| SXM.*$| HL-.*$/, '');
  return short.length < 8 && !short.startsWith(vendor) ? `${vendor} ${short}` : short;
}
