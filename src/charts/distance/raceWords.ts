import { significant } from '../../domain/number';
import { inMs, listed } from '../../domain/words';
import type { RaceLane, Stretch } from './lanes';
import { figureOf } from './words';

/** Sentences and labels of the race, which comes with a first run: all that it shows. */

/** Of a lane: who runs, and whether that was measured. */
export const laneWords: Readonly<Record<RaceLane['id'], { readonly title: string; readonly how: string }>> = {
  here: { title: 'Here', how: 'measured' },
  open: { title: 'There', how: 'simulated' },
  first: { title: 'There', how: 'first time' },
};

/** In full, for the table. */
export const laneTitles: Readonly<Record<RaceLane['id'], string>> = {
  here: 'Here, measured',
  open: 'There, simulated',
  first: 'There the first time, simulated',
};

export const stretchWords: Readonly<Record<Stretch['id'], string>> = {
  before: 'before',
  inference: 'inference',
  after: 'after',
  beside: 'before and after',
  'set-up': 'set-up',
  travel: 'travel',
  sending: 'sending',
  server: 'server',
  back: 'back',
  lost: 'lost packets',
};

/** "travel 52 · sending 28 · server 25 · back 1 ms". */
export function stretchesLine({ stretches, totalMs }: RaceLane): string {
  const shown = stretches.filter(({ ms }) => ms >= totalMs / 200);
  return `${shown.map(({ id, ms }) => `${stretchWords[id]} ${figureOf(ms)}`).join(' · ')} ms`;
}

/** Of the near lane, which may be the middle of several targets. */
export function nearLine(lane: RaceLane, targets: number): string {
  return targets > 1 ? `${stretchesLine(lane)}, the middle of ${targets} targets` : stretchesLine(lane);
}

/** The same where there is little room: "mostly travel, 52 ms". */
export function longestLine({ stretches }: RaceLane): string {
  const longest = [...stretches].sort((a, b) => b.ms - a.ms)[0];
  return longest ? `mostly ${stretchWords[longest.id]}, ${inMs(longest.ms)}` : '';
}

/** The drawing in a sentence, for who can't see it. */
export function lanesSentence(lanes: readonly RaceLane[]): string {
  return `One answer takes ${listed(lanes.map(({ id, totalMs }) => `${inMs(totalMs)} ${spokenLanes[id]}`))}.`;
}

const spokenLanes: Readonly<Record<RaceLane['id'], string>> = {
  here: 'here',
  open: 'through the simulated cloud once connected',
  first: 'through it the first time',
};

export const raceWords = {
  title: 'One answer, here and there',
  play: 'Play the race',
  stop: 'Stop the race',
  slowed: (times: number) => `${times} × slower`,
  real: 'in real time',
  figures: 'Leg by leg, and what each figure rests on',
  columns: { leg: 'Leg', sum: 'In all', rests: 'Rests on' },
  spread: (openP99Ms: number, firstP99Ms: number) =>
    `Medians; 1 request in 100 takes longer than ${inMs(openP99Ms)}, of first ones than ${inMs(firstP99Ms)}`,
  measured: (targets: number) =>
    targets > 1
      ? `Measured on this device: the middle of ${targets} targets that can’t be told apart`
      : 'Measured on this device',
};

export const useScaleWords = {
  says: (perSecond: number) => `On a scale with 1, 10 and 30 answers a second marked: ${significant(perSecond, 2)}.`,
  mark: (perSecond: number) => `${perSecond}/s`,
};
