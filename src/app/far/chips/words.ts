import { significant } from '../../../domain/number';
import { inMs, plural } from '../../../domain/words';
import { bytes } from '../../../ui/format';
import type { Chip } from '../../../far/chips/schema';
import type { Quality } from '../../../far/chips/facts';
import type { Place } from './entries';
import { leastEnergy, type Answered, type Power, type Row, type Weights } from './ranking';

export const classWords: Readonly<Record<Chip['class'], string>> = {
  server: 'server',
  laptop: 'laptop',
  phone: 'phone',
  edge: 'edge',
};

export const placeWords: Readonly<Record<Place, string>> = {
  near: 'in a device',
  edge: 'at the edge',
  cloud: 'in a cloud',
};

export const qualityWords: Readonly<
  Record<Quality, { readonly mark: string; readonly short: string; readonly title: string }>
> = {
  measured: { mark: '■', short: 'measured here', title: 'measured on this device' },
  primary: { mark: '●', short: 'primary', title: 'the maker’s, a paper’s or a measurement’s own' },
  secondary: { mark: '○', short: 'secondary', title: 'said by others' },
  derived: { mark: '△', short: 'derived', title: 'worked out from other figures' },
  unverified: { mark: '?', short: 'from memory', title: 'from memory, not looked up again' },
  unknown: { mark: '', short: 'unknown', title: 'unknown' },
};

export const words = {
  loading: 'Fetching the catalogue …',
  unknown: 'unknown',
  thisDevice: 'This device',
  asTable: 'As a table',
  precision: 'Computed in',
  own: 'each chip’s own best',
  batch: 'Answers at once',
  step: 'Of a text',
  steps: { first: 'The first token', token: 'Each token after it' },
} as const;

/** "0.93 mJ", "1.2 J". */
export function inJoules(joules: number): string {
  const [unit, scale] = joules >= 0.9995 ? ['J', 1] : joules >= 0.9995e-3 ? ['mJ', 1e3] : ['µJ', 1e6];
  return `${significant(joules * scale, 2)} ${unit}`;
}

/** "at most 6.5 mJ" where only the most that it can draw is known. */
export function energyWords(joules: number, { kind }: Power): string {
  return kind === 'most' ? `≤ ${inJoules(joules)}` : `${kind === 'typical' ? '~ ' : ''}${inJoules(joules)}`;
}

export const powerWords: Readonly<Record<Power['kind'], string>> = {
  busy: 'measured at work',
  typical: 'typical, as its maker says',
  most: 'the most that it is rated for: an upper bound',
};

export const boundWords: Readonly<Record<Answered['estimate']['bound'], string>> = {
  compute: 'arithmetic',
  memory: 'memory',
  overhead: 'its fixed cost',
};

export function weightsWords({ where, bytes: count }: Weights): string {
  if (where === 'chip') return `${bytes(count)}, kept on the chip`;
  return where === 'link' ? `${bytes(count)} over its host’s link each time` : `${bytes(count)} read each time`;
}

/** As far as a prediction goes: "0.41 ms", "138 ms", "1.2 s". */
export const about = (ms: number): string => (ms >= 99.5 && ms < 999.5 ? inMs(ms) : inMs(Number(ms.toPrecision(2))));

/** "6.2 to 11 ms": both ends in the same unit where they share it. */
export function span(lowMs: number, highMs: number): string {
  const [low, high] = [about(lowMs), about(highMs)];
  const unit = / (ms|s)$/.exec(high)?.[0] ?? '';
  if (low === high) return high;
  return low.endsWith(unit) ? `${low.slice(0, -unit.length)} to ${high}` : `${low} to ${high}`;
}

export const rankingWords = {
  title: 'Every chip, the soonest answer first',
  more: (count: number) => `Show all ${count}`,
  fewer: 'Show the first ones only',
  refuses: 'No answer:',
  axis: 'Time to the answer, logarithmic: the mark is the middle, the band holds 80 of 100 such cases',
  onTheWay: (ms: number) => `${about(ms)} on the way`,
  columns: [
    'Chip',
    'Stands',
    'Computed in',
    'Time',
    '80 of 100 cases',
    'On the way',
    'Arithmetic',
    'Memory',
    'Fixed cost',
    'Energy an answer',
    'Power taken',
    'Weights',
    'What it rests on',
  ],
  table: 'Time and energy of one answer on every chip',
  widened: (stored: string, runs: string) => `${stored} computed in ${runs}`,
  measured: 'measured here',
  stated: 'as you say',
  note: 'Times are simulated from the roofline of each chip and what was measured on it or its kind; energies are those of the chip alone, without host, cooling or network. ≤ is an upper bound: the most that the board is rated for.',
  tokenNote: 'Tokens after the first come in a stream: the way to the cloud is paid once, before the first.',
  key: {
    cloud: 'in a cloud, its network included',
    cloudToken: 'in a cloud, its network not counted',
    local: 'in a device or at the edge',
    near: 'this device',
  },
} as const;

/**
 * What comes of it, in sentences.
 * @param nearMs what this device takes for the same; undefined where nobody knows
 */
export function finding(model: string, rows: readonly Row[], nearMs: number | undefined, answer: string): string {
  const answered = rows.filter((row): row is Answered => row.kind === 'answered');
  const local = answered.find(({ entry }) => entry.place !== 'cloud');
  const cloud = answered.find(({ entry }) => entry.place === 'cloud');
  if (!local && !cloud) return `No chip of the catalogue answers for ${model} as asked.`;
  const timed = ({ entry, totalMs, lowMs, highMs }: Answered) => {
    const range = span(lowMs, highMs);
    return `${entry.name}, ${about(totalMs)}${range === about(totalMs) ? '' : ` (${range})`}`;
  };
  const sentences: string[] = [];
  if (local)
    sentences.push(`Without a network in between ${timed(local)}, is likely the soonest with ${answer} of ${model}.`);
  if (cloud) {
    const isMost = cloud.networkMs > 0.95 * cloud.totalMs;
    const way = cloud.networkMs > 0 ? `, ${isMost ? 'almost all' : about(cloud.networkMs)} of it on the way` : '';
    sentences.push(`In a cloud it is ${timed(cloud)}${way}.`);
  }
  // What this device was probed as is no other chip.
  const others = answered.filter(({ entry }) => !entry.isOwn);
  if (nearMs !== undefined && nearMs > 0 && others.length > 0) {
    const faster = others.filter(({ totalMs }) => totalMs < nearMs).length;
    sentences.push(
      `This device takes ${inMs(nearMs)}: ${faster === 0 ? 'no chip is likely faster' : `${faster} of ${others.length} are likely faster`}.`,
    );
  }
  const least = leastEnergy(answered);
  if (least?.power && least.joules !== undefined) {
    const bound = least.power.kind === 'most' ? 'at most ' : '';
    sentences.push(
      `The least energy where a power is known: ${least.entry.name}, ${bound}${inJoules(least.joules)} an answer.`,
    );
  }
  return sentences.join(' ');
}

export const catalogueWords = {
  title: 'The catalogue',
  table: 'Every chip and its figures',
  key: 'Behind each figure, who says so:',
  filters: 'Show of the catalogue',
  find: 'Find',
  findHint: 'name, maker, kind',
  place: 'Stands',
  class: 'Class',
  precision: 'Has a peak in',
  maker: 'Maker',
  since: 'Since',
  any: 'any',
  clear: 'Show all',
  columns: 'Columns',
  name: 'Chip',
  draw: 'Draw',
  drawn: (name: string) => `Draw ${name} as a roof`,
  none: 'No chip is like that. Loosen what is asked for above.',
  count: (shown: number, all: number) => (shown === all ? plural(all, 'chip') : `${shown} of ${plural(all, 'chip')}`),
  details: (name: string) => `All figures of ${name}`,
  asOf: (date: string) => `Gathered on ${date}.`,
  calibration: 'How its time is predicted',
  sorted: 'Sorted by this column',
} as const;

/** What a chip's prediction rests on. */
export function calibrationWords(chip: Chip): string {
  const { calibration } = chip;
  if (!calibration) return 'Nobody has measured how much of its peak it reaches: it gives no time.';
  const { utilisation, overheadMs, sigma, basis } = calibration;
  const share = significant(100 * utilisation, 2);
  const factor = sigma
    ? ` 80 of 100 measured times are within ${significant(Math.exp(1.2816 * sigma), 2)} times of it, either way.`
    : '';
  return `Reaches ${share} % of its peak on a large network, and each launch costs ${inMs(overheadMs)} more; ${basis}.${factor}`;
}

export const deviceWords = {
  measure: 'Measure this device',
  again: 'Measure it again',
  stop: 'Stop',
  none: 'This device is not among them yet: its matrix products in each precision and its copies take about a minute to measure.',
  kept: (date: string) => `This device as measured on ${date}: matrix products and copies of memory.`,
  doing: (done: number, steps: number) => `Measuring: ${done} of ${plural(steps, 'step')}`,
  failed: (reasons: readonly string[]) => `Without a figure: ${[...new Set(reasons)].join(' ')}`,
  notOffered: (count: number) => `${plural(count, 'product')} that this browser doesn’t offer`,
} as const;
