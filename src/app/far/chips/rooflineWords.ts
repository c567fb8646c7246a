import { significant } from '../../../domain/number';
import { listed, plural } from '../../../domain/words';
import { inOps } from '../../../far/chips/facts';
import type { Entry } from './entries';
import type { Roof } from './roofline';

export const rooflineWords = {
  title: 'Why: the roofline',
  says: 'Roofline: operations a second that each chip allows, by operations done for each byte of weights, both axes logarithmic. The table below holds the figures.',
  x: 'Operations for each byte of weights',
  y: 'Operations a second',
  table: 'The roofs that are drawn, and what the network attains under each',
  columns: [
    'Chip',
    'Computed in',
    'Peak',
    'Bandwidth',
    'Arithmetic limits from',
    'The network has',
    'Roof there',
    'Likely attained',
    '80 of 100 cases',
    'Of the roof',
  ],
  noBandwidth: 'unknown: drawn flat',
  key: {
    cloud: 'a cloud’s chip',
    local: 'a chip in a device or at the edge',
    near: 'this device, measured',
    point: 'likely attained, with the band of 80 in 100 cases',
    line: 'the network’s own intensity',
  },
  choose: (most: number) => `Tick others in the catalogue below, ${most} at most.`,
  none: 'No roof can be drawn: tick a chip in the catalogue below that has a peak in this precision.',
} as const;

/** "WASM ×2 here": this device's parts in a picture, beside chips of other names. */
export const drawnName = ({ name, isOwn }: Entry): string =>
  isOwn ? `${name.replace(/^This device, /, '')} here` : name;

/** "3.3 op/B". */
export const intensityWords = (intensity: number): string => `${significant(intensity, 2)} op/B`;

export const rateWords = (perSecond: number): string => inOps(perSecond / 1e12).replace('OPS', 'op/s');

export function rooflineFinding(model: string, roofs: readonly Roof[], batch: number): string {
  const judged = roofs.filter(({ point, ridge }) => point && ridge !== undefined);
  const [first] = judged;
  if (!first?.point) return rooflineWords.none;
  const under = judged.filter(({ point, ridge }) => (point?.intensity ?? 0) < (ridge ?? 0));
  const over = judged.filter((roof) => !under.includes(roof));
  const names = (some: readonly Roof[]) => listed(some.map(({ entry }) => drawnName(entry)));
  const intensities = judged.flatMap(({ point }) => point?.intensity ?? []);
  const [low, high] = [Math.min(...intensities), Math.max(...intensities)];
  const range = low === high ? intensityWords(low) : `${significant(low, 2)} to ${intensityWords(high)}`;
  const at = batch === 1 ? 'One answer at a time' : `${plural(batch, 'answer')} at once`;
  const sides = [
    ...(under.length > 0
      ? [
          `left of the ridge of ${names(under)}, where weights read from memory are the limit unless they stay on the chip`,
        ]
      : []),
    ...(over.length > 0 ? [`right of the ridge of ${names(over)}, where arithmetic is the limit`] : []),
  ];
  return `${at}, ${model} does ${range}: ${sides.join('; ')}.`;
}
