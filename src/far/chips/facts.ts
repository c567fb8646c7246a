import { significant } from '../../domain/number';
import type { Chip } from './schema';

/** How good a figure's source is; `measured` is this device's own, `unknown` where there is no figure. */
export type Quality = 'measured' | 'primary' | 'secondary' | 'derived' | 'unverified' | 'unknown';

export interface Origin {
  readonly quality: Quality;
  /** Who says so, or how it was worked out; for an unknown figure why it is. */
  readonly source: string;
}

const DERIVED = /^derived:? ?/;
const UNVERIFIED = /^unverified ?(\(from memory\))?[ ;:,]*/;
const UNKNOWN = /^null:? ?/;
const MEASURED = /^measured:? ?/;

const orElse = (text: string, otherwise: string) => (text === '' ? otherwise : text);

/**
 * Where a figure comes from, as the chip's `src` says it: a key of `sources` with a comment after it, or how it was come by.
 * @param field a key of `src`: `mem_bw_gbps`, `peak_tops.int8`
 */
export function originOf({ src, sources }: Pick<Chip, 'src' | 'sources'>, field: string): Origin {
  const said = src[field];
  if (said === undefined) return { quality: 'unknown', source: 'no source is kept for it' };
  if (UNKNOWN.test(said)) return { quality: 'unknown', source: orElse(said.replace(UNKNOWN, ''), 'not published') };
  if (MEASURED.test(said)) return { quality: 'measured', source: said.replace(MEASURED, '') };
  if (DERIVED.test(said))
    return { quality: 'derived', source: orElse(withTitles(said.replace(DERIVED, ''), sources), 'worked out') };
  if (UNVERIFIED.test(said)) {
    return { quality: 'unverified', source: orElse(said.replace(UNVERIFIED, ''), 'from memory') };
  }
  const [, key = '', comment = ''] = /^([\w-]+)\W*(.*?)\)?$/.exec(said) ?? [];
  const source = sources[key];
  if (!source) return { quality: 'unverified', source: said };
  return { quality: source.quality, source: comment === '' ? source.title : `${source.title} (${comment})` };
}

/** Keys in brackets as the titles that they stand for: "[coralm2]". */
const withTitles = (text: string, sources: Chip['sources']): string =>
  text.replace(/\[([\w-]+)\]/g, (all, key: string) => (sources[key] ? `[${sources[key].title}]` : all));

/** One figure of a chip. */
export interface Fact {
  /** A key of the chip's `src`. */
  readonly field: string;
  readonly label: string;
  /** With its unit; absent where it is unknown. */
  readonly text?: string;
  readonly origin: Origin;
}

const number = (value: number, digits = 4) => significant(value, digits);

/** "92 TOPS", "67.2 GOPS", "15.6 POPS": operations a second, one multiply–accumulate being two. */
export function inOps(tops: number): string {
  const [unit, scale] = tops >= 999.5 ? ['POPS', 1e-3] : tops >= 0.9995 ? ['TOPS', 1] : ['GOPS', 1e3];
  return `${number(tops * scale, 3)} ${unit}`;
}

/** "34 GB/s", "7.7 TB/s". */
export function inBandwidth(gbps: number): string {
  if (gbps >= 999_500) return `${number(gbps / 1e6, 3)} PB/s`;
  return gbps >= 999.5 ? `${number(gbps / 1e3, 3)} TB/s` : `${number(gbps, 3)} GB/s`;
}

/** "29.4 MB", "44 kB", "44 GB". */
export function inMegabytes(mb: number): string {
  if (mb < 1) return `${number(mb * 1e3, 3)} kB`;
  return mb >= 999.5 ? `${number(mb / 1e3, 3)} GB` : `${number(mb, 3)} MB`;
}

/** "75 W", "485 mW", "23 kW". */
export function inWatts(watts: number): string {
  if (watts < 1) return `${number(watts * 1e3, 3)} mW`;
  return watts >= 9999.5 ? `${number(watts / 1e3, 3)} kW` : `${number(watts, 3)} W`;
}

const isKnown = (value: number | null | undefined): value is number => value !== null && value !== undefined;

/** Every figure of a chip with where it comes from, unknown ones too. */
export function factsOf(chip: Chip): Fact[] {
  const one = (
    field: string,
    label: string,
    value: number | null | undefined,
    write: (value: number) => string,
  ): Fact => ({
    field,
    label,
    ...(isKnown(value) && { text: write(value) }),
    origin: isKnown(value) ? originOf(chip, field) : unknown(originOf(chip, field)),
  });
  const said = (field: string, label: string, text: string | null): Fact => ({
    field,
    label,
    ...(text !== null && { text }),
    origin: text === null ? unknown(originOf(chip, field)) : originOf(chip, field),
  });
  return [
    ...Object.entries(chip.peak_tops_dense).map(([precision, tops]) =>
      one(`peak_tops.${precision}`, `Dense peak in ${precision}`, tops, inOps),
    ),
    one('mem_bw_gbps', 'Memory bandwidth', chip.mem_bw_gbps, inBandwidth),
    said('mem_type', 'Memory', chip.mem_type),
    one('mem_gb', 'Memory size', chip.mem_gb, (gb) => inMegabytes(gb * 1000)),
    one('onchip_mb', 'On-chip memory', chip.onchip_mb, inMegabytes),
    one('power_w', 'Power', chip.power_w, inWatts),
    ...(chip.busy_w === undefined ? [] : [one('busy_w', 'Power, measured busy', chip.busy_w, inWatts)]),
    ...(chip.idle_w === undefined ? [] : [one('idle_w', 'Power, measured idle', chip.idle_w, inWatts)]),
    one('process_nm', 'Process', chip.process_nm, (nm) => `${number(nm)} nm`),
    ...(chip.clock_mhz === undefined ? [] : [one('clock_mhz', 'Clock', chip.clock_mhz, (mhz) => `${number(mhz)} MHz`)]),
    said(
      'price',
      'Price',
      chip.price &&
        Object.entries(chip.price)
          .flatMap(([what, value]) =>
            value === null ? [] : `${what.replace(/usd/i, 'US$').replaceAll('_', ' ')}: ${value}`,
          )
          .join('; '),
    ),
  ];
}

/** A figure that is null is unknown, whatever else was noted beside it. */
const unknown = ({ quality, source }: Origin): Origin => ({
  quality: 'unknown',
  source: quality === 'unknown' ? source : `not published: ${source}`,
});
