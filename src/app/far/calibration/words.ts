import { significant, whole } from '../../../domain/number';
import { inMs } from '../../../domain/words';
import type { Tally } from '../../../far/calibration/verdict';
import { missOf, type Point } from './points';

export const words = {
  loading: 'Fetching what was published …',
  title: 'Predicted against published',
  says: 'Scatter of predicted against published times, both logarithmic, with the line of equal times and a band of a factor of 2 to each side. Arrow keys go from one measurement to the next; the table below holds them all.',
  x: 'Published, ms',
  y: 'Predicted, ms',
  move: 'Measurements by their published time',
  hint: 'Point at a dot, or step through them with the arrow keys, for what it is and the interval that was stated for it.',
  twice: 'within twice',
  equal: 'as published',
  roles: {
    fitted: 'figures are fitted to it',
    'held-out': 'kept aside to judge by',
    odd: 'known to be odd, fitted to nothing',
  },
  roleTitles: { fitted: 'Fitted', 'held-out': 'Held out', odd: 'Odd' },
  filters: 'Show of the measurements',
  chip: 'Chip',
  source: 'Source',
  role: 'Used for',
  any: 'any',
  none: 'No measurement is like that.',
  all: 'Every measurement, the farthest off first',
  columns: [
    'Network',
    'Chip',
    'In',
    'Batch',
    'How',
    'Published',
    'Predicted',
    '80 of 100 cases',
    'Off by',
    'Used for',
    'Source',
  ],
  scenarios: { 'single-stream': 'one after the other', offline: 'all at once, a sample’s share' },
  refused: 'no answer',
  chipsTitle: 'Chip by chip',
  chipsTable: 'How well each chip is predicted',
  chipColumns: [
    'Chip',
    'Fitted to',
    'Network new: within 2×',
    'In the interval',
    'Chip new: within 2×',
    'In the interval',
    'Held out: within 2×',
    'In the interval',
  ],
  oddTitle: 'What is not fitted, and why',
  oddLead:
    'These stand in the picture as well. Nothing is learnt from them, since something else than the chip is in them.',
  tpu: 'Two of the six networks in the TPU v1 paper miss by more than the roofline explains:',
  working: 'Leaving each network and each chip out in turn, to see how well the others foretell it …',
  failed: 'The leaving out could not be worked out here: load the page again.',
  how: 'A prediction is the longer of arithmetic and memory traffic at the share of peak that such chips reach, and a fixed cost of each launch; its interval is as wide as leaving networks and chips out shows.',
} as const;

/** The three ways to judge, each with what it means. */
export const judged = {
  heldOut: { title: 'Kept aside', means: 'sources that nothing was fitted to' },
  network: { title: 'Network new', means: 'each network left out in turn' },
  chip: { title: 'Chip new', means: 'each chip left out in turn, all borrowed from its kind' },
} as const;

export const share = (count: number, all: number): string =>
  all === 0 ? '–' : `${whole(Math.round((100 * count) / all))} %`;

export const counted = ({ within, inside, all }: Tally): string => `${within} and ${inside} of ${all}`;

export function finding(points: number, heldOut: Tally): string {
  return `Of ${whole(points)} published times ${whole(heldOut.all)} were kept aside: ${share(heldOut.within, heldOut.all)} of those are predicted within a factor of 2, and the 80 % interval holds ${share(heldOut.inside, heldOut.all)}.`;
}

/** "1.4 times too long", "as published". */
export function offBy(point: Point): string {
  if (!point.predicted) return words.refused;
  const factor = missOf(point);
  if (factor < 1.05) return 'nothing';
  return `${significant(factor, 2)} times too ${point.predicted.ratio > 1 ? 'long' : 'short'}`;
}

/** One measurement in a sentence. */
export function said(point: Point): string {
  const { measurement, chipName, predicted } = point;
  const what = `${measurement.network} on ${chipName}, ${measurement.precision}, ${measurement.batch === 1 ? 'one at a time' : `${measurement.batch} at once`}`;
  if (!predicted) return `${what}: ${words.refused}`;
  const interval = `${inMs(predicted.low)} to ${inMs(predicted.high)}`;
  return `${what}: published ${inMs(measurement.measuredMs)} (${measurement.source.name}), predicted ${inMs(predicted.predictedMs)} (${interval}), ${offBy(point) === 'nothing' ? 'as published' : offBy(point)}`;
}
