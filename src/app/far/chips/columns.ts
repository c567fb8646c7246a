import { inBandwidth, inMegabytes, inOps, inWatts, originOf, type Origin } from '../../../far/chips/facts';
import type { Entry } from './entries';
import { classWords, placeWords } from './words';

/** A column of the catalogue: one more is one more row here. */
export interface Column {
  readonly id: string;
  readonly title: string;
  /** What it is sorted by; undefined where it is unknown, which stands last either way. */
  readonly value: (entry: Entry) => number | string | undefined;
  /** As it stands in its cell; undefined where it is unknown. */
  readonly text: (entry: Entry) => string | undefined;
  /** Who says so, for a figure. */
  readonly origin?: (entry: Entry) => Origin;
  /** Whether a narrow screen shows it unasked. */
  readonly isFirst?: boolean;
  /** Shown only when it is asked for. */
  readonly isRare?: boolean;
}

const peak = (precision: string, more: Partial<Column> = {}): Column => ({
  id: precision,
  title: `Peak, ${precision}`,
  value: ({ chip }) => chip.peak_tops_dense[precision] ?? undefined,
  text: ({ chip }) => {
    const tops = chip.peak_tops_dense[precision];
    return tops ? inOps(tops) : undefined;
  },
  origin: ({ chip }) => originOf(chip, `peak_tops.${precision}`),
  ...more,
});

function figure(
  id: string,
  title: string,
  field: 'mem_bw_gbps' | 'onchip_mb' | 'mem_gb' | 'power_w' | 'process_nm',
  write: (value: number) => string,
  more: Partial<Column> = {},
): Column {
  return {
    id,
    title,
    value: ({ chip }) => chip[field] ?? undefined,
    text: ({ chip }) => {
      const value = chip[field];
      return value === null ? undefined : write(value);
    },
    origin: ({ chip }) => originOf(chip, field),
    ...more,
  };
}

const plain = (
  id: string,
  title: string,
  value: (entry: Entry) => number | string,
  more: Partial<Column> = {},
): Column => ({ id, title, value, text: (entry) => String(value(entry)), ...more });

export const columns: readonly Column[] = [
  plain('maker', 'Maker', ({ chip }) => chip.vendor),
  plain('year', 'Year', ({ chip }) => chip.year),
  plain('class', 'Class', ({ chip }) => classWords[chip.class]),
  plain('place', 'Stands', ({ place }) => placeWords[place], { isRare: true }),
  peak('int8', { isFirst: true }),
  peak('fp16'),
  peak('fp32'),
  ...['bf16', 'tf32', 'fp8', 'fp4', 'int4', 'int16', 'fp64'].map((precision) => peak(precision, { isRare: true })),
  figure('bandwidth', 'Bandwidth', 'mem_bw_gbps', inBandwidth, { isFirst: true }),
  figure('memory', 'Memory', 'mem_gb', (gb) => inMegabytes(1000 * gb), { isRare: true }),
  figure('on-chip', 'On chip', 'onchip_mb', inMegabytes),
  figure('power', 'Power', 'power_w', inWatts, { isFirst: true }),
  figure('process', 'Process', 'process_nm', (nm) => `${nm} nm`),
];

/** The name's column is always there, and sorts as well. */
export const NAME = 'name';

export interface Sort {
  /** A column's id, or {@link NAME}. */
  readonly by: string;
  readonly isDescending: boolean;
}

export const defaultSort: Sort = { by: NAME, isDescending: false };

/** "-power": the largest first. @returns the default where there is no such column */
export function readSort(text: string | undefined): Sort {
  const isDescending = text?.startsWith('-') ?? false;
  const by = isDescending ? text?.slice(1) : text;
  return by === NAME || columns.some(({ id }) => id === by) ? { by: by as string, isDescending } : defaultSort;
}

export const writeSort = ({ by, isDescending }: Sort): string | undefined =>
  by === NAME && !isDescending ? undefined : `${isDescending ? '-' : ''}${by}`;

/** This device first; then by the column, what is unknown last whichever way, equal ones by name. */
export function sorted(entries: readonly Entry[], { by, isDescending }: Sort): Entry[] {
  const value = columns.find(({ id }) => id === by)?.value ?? (({ name }: Entry) => name);
  const way = isDescending ? -1 : 1;
  return entries.toSorted((a, b) => {
    if (a.isOwn !== b.isOwn) return a.isOwn ? -1 : 1;
    const [left, right] = [value(a), value(b)];
    if (left === undefined || right === undefined) {
      return Number(left === undefined) - Number(right === undefined) || a.name.localeCompare(b.name);
    }
    const order =
      typeof left === 'number' && typeof right === 'number' ? left - right : String(left).localeCompare(String(right));
    return way * order || a.name.localeCompare(b.name);
  });
}
