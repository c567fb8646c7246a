import { percent, plural } from '../domain/words';
import { openingsOf } from '../measure/summarise';
import { accordOf } from '../record/cellAgreement';
import type { CompletedCell } from '../record/record';
import { isGpu } from '../runtimes/target';
import type { VerdictContext } from './evidence';
import { backendOf } from './rank';

/** Standard deviations of a cell's openings that are worth a word, and that take the verdict's ground away. */
export const NOTICEABLE = 0.05;
export const LARGE = 0.12;

/** Runs, or openings of each target, from which on a verdict without a doubt is very sure. */
const MANY_RUNS = 3;
const MANY_OPENINGS = 8;

export const openingsSpread = ({ steady }: CompletedCell) => Math.sqrt(openingsOf(steady).variance);

/** What was looked at and gives no reason to doubt, a sentence each. What a browser doesn't tell isn't asserted. */
export function reassuring(contenders: readonly CompletedCell[], context: VerdictContext): string[] {
  const { environment, runs = 1 } = context;
  const { pressure, power } = environment;
  const openings = fewestOpenings(contenders);
  const spread = Math.max(0, ...contenders.map(openingsSpread));
  const onGpu = contenders.filter((cell) => isGpu({ runtime: cell.target.runtime, backend: backendOf(cell) }));
  const isHardware = onGpu.length > 0 && onGpu.every(({ actual }) => actual?.softwareAdapter === false);
  const each = contenders.length > 1 ? ' of each' : '';
  const sentences: readonly (readonly [boolean, string])[] = [
    [
      openings > 1 && spread < NOTICEABLE,
      `${plural(openings, 'opening')}${each} differ by ${percent(spread)} at most.`,
    ],
    [
      contenders.length > 0 && contenders.every(({ agreement }) => accordOf(agreement) === 'agrees'),
      contenders.length > 1 ? 'Their answers agree with the reference.' : 'Its answer agrees with the reference.',
    ],
    [pressure?.worst === 'nominal' || pressure?.worst === 'fair', 'The processor had little else to do.'],
    [power?.start?.charging === true && power.end?.charging !== false, 'It ran on mains power.'],
    [isHardware, 'The GPU is a real one.'],
    [environment.crossOriginIsolated, 'The page is isolated, so its clock is fine.'],
    [runs > 1, `${plural(runs, 'run')} on this device are pooled.`],
  ];
  return sentences.flatMap(([holds, sentence]) => (holds ? [sentence] : []));
}

export const fewestOpenings = (contenders: readonly CompletedCell[]) =>
  Math.min(...contenders.map(({ steady }) => steady.openings));

/** Whether so much was measured that a verdict without a doubt is more than sure. */
export const isMuch = (contenders: readonly CompletedCell[], { runs = 1 }: VerdictContext) =>
  runs >= MANY_RUNS || fewestOpenings(contenders) >= MANY_OPENINGS;
