import { inMs, listed, plural } from '../../domain/words';
import { UNPROVEN } from '../../record/cellAgreement';
import type { Scenario } from '../../record/record';
import { flagWords, type Lane } from '../lane';
import type { BackendRows, Refusal } from './rows';
import type { Use } from './scale';

export const words = {
  title: 'Backends on this device',
  otherTitle: 'Backends on the device that was measured',
  wrong: 'wrong',
  failed: 'failed',
  stopped: 'stopped',
  agrees: 'answer agrees',
  differs: 'answer is wrong',
  unproven: UNPROVEN,
  interval: '95 % interval',
} as const;

/** How the drawing is read and how its figures were taken. */
export function key({ timed, working }: BackendRows, scenario: Scenario): string {
  const drawn = [...timed, ...working];
  const parts = [
    ...(drawn.some(({ medianMs }) => medianMs !== undefined) ? ['One inference, once warm.'] : []),
    ...(drawn.some(({ firstMs }) => firstMs !== undefined) ? ['The tick is the first one.'] : []),
    ...(drawn.some(({ ci95Ms }) => ci95Ms) ? ['The band at a bar’s end is its 95 % interval.'] : []),
    ...(drawn.length > 0 ? [takenWords[scenario]] : []),
  ];
  return parts.join(' ');
}

const takenWords: Readonly<Record<Scenario, string>> = {
  preview: 'A preview: a first impression.',
  quick: 'Measured with the quick scenario.',
  thorough: 'Measured with the thorough scenario.',
  sustained: 'Measured with the sustained scenario, which ranks nobody.',
  offline: 'Measured with the offline scenario.',
};

const useWords: Readonly<Record<Use, string>> = { smooth: 'smooth', live: 'live', photos: 'photos', wait: 'wait' };
export const useWord = (use: Use) => useWords[use];

/** "30/s". */
export const rate = (perSecond: number) => `${perSecond}/s`;

/** "≈ 350 ms": while it is measured. */
export const about = (ms: number) => `≈ ${inMs(ms)}`;

export const range = ([low, high]: readonly [number, number]) => `${inMs(low)} – ${inMs(high)}`;

/** "first 702 ms · 64 runs". */
export function counted({ firstMs, n, state }: Lane): string {
  return [
    ...(firstMs === undefined ? [] : [`first ${inMs(firstMs)}`]),
    ...(n === undefined ? [] : [`${plural(n, 'run')}${state === 'working' ? ' so far' : ''}`]),
  ].join(' · ');
}

export const flagged = ({ flags }: Lane) => flags.map((flag) => flagWords[flag]).join(' · ');

export const fetching = (title: string) => `Download of ${title}`;

export const waits = (count: number, others: boolean) =>
  others
    ? `${count} more ${count === 1 ? 'waits' : 'wait'}`
    : `${plural(count, 'backend')} ${count === 1 ? 'waits' : 'wait'}`;

export const cant = (refused: readonly Refusal[]) =>
  `${refused.reduce((sum, { titles }) => sum + titles.length, 0)} can’t · why`;

/** "WebGL and WebGPU: there is no adapter." */
export const refusal = ({ titles, reason }: Refusal) => ({ who: `${listed(titles)}:`, why: reason });

const MOST_NAMED = 3;

function named(lanes: readonly Lane[]): string {
  const more = lanes.length - MOST_NAMED;
  return listed([...lanes.slice(0, MOST_NAMED).map(({ title }) => title), ...(more > 0 ? [`${more} more`] : [])]);
}

const once = ({ medianMs = 0, firstMs }: Lane) =>
  firstMs === undefined
    ? `${inMs(medianMs)} an inference once warm`
    : `${inMs(medianMs)} an inference once warm, ${inMs(firstMs)} the first`;

/**
 * What the chart comes to, in a sentence.
 * @param best lanes that won or may be the fastest
 */
export function finding({ timed, working, waiting, untimed, refused }: BackendRows, best: readonly Lane[]): string {
  const [fastest] = timed;
  const going = working.length + waiting.length;
  if (going > 0) {
    const done = timed.length + untimed.length;
    const soFar = `${done} of ${plural(done + going, 'backend')} measured so far`;
    return fastest
      ? `${soFar}; the quickest of them is ${fastest.title}, ${inMs(fastest.medianMs ?? 0)}.`
      : `${soFar}.`;
  }
  if (!fastest) {
    if (untimed.length > 0) return 'No backend gave a right answer and a time to go with it.';
    return refused.length > 0 ? 'No backend can run this model here.' : 'Nothing has been measured yet.';
  }
  const [first = fastest] = best;
  if (timed.length === 1) return `${fastest.title} takes ${once(fastest)}.`;
  if (best.length > 1) return `${named(best)} can’t be told apart; each may be the fastest.`;
  return first.ci95Ms
    ? `${first.title} is the fastest: ${once(first)}.`
    : `${first.title} was the quickest in this first impression: ${once(first)}.`;
}
