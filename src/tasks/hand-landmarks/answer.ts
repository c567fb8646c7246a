import type { Answer } from '../types';
import { percent } from '../percent';

const chain = (finger: string, joints: readonly string[]): string[] => joints.map((joint) => `${finger} ${joint}`);

/** The 21 points in MediaPipe's order: the wrist, then each finger from its root to its tip. */
export const pointNames: readonly string[] = [
  'wrist',
  ...chain('thumb', ['CMC', 'MCP', 'IP', 'tip']),
  ...['index', 'middle', 'ring', 'little'].flatMap((finger) => chain(`${finger} finger`, ['MCP', 'PIP', 'DIP', 'tip'])),
];

/** Lines to draw, as indices into `pointNames`: the fingers and the outline of the palm. */
export const bones: readonly (readonly number[])[] = [
  [0, 1, 2, 3, 4],
  [5, 6, 7, 8],
  [9, 10, 11, 12],
  [13, 14, 15, 16],
  [17, 18, 19, 20],
  [0, 5, 9, 13, 17, 0],
];

export interface HandPoint {
  readonly name: string;
  /** Share of the picture's width and height, 0 at the left and top. */
  readonly x: number;
  readonly y: number;
}

export interface Hand {
  /** How sure the network is that it sees a hand, 0–1. */
  readonly presence: number;
  /** How sure it is that the hand is a right one, 0–1, in a picture that is not mirrored. */
  readonly right: number;
  readonly points: readonly HandPoint[];
}

export interface HandAnswer extends Answer {
  readonly kind: 'hand-landmarks';
  readonly hand?: Hand;
}

export function summarise(hand: Hand | undefined): string {
  if (!hand) return 'No hand found.';
  const [side, sure] = hand.right >= 0.5 ? ['right', hand.right] : ['left', 1 - hand.right];
  return `A hand found, ${percent(hand.presence)} sure, and a ${side} one, ${percent(sure)} sure.`;
}
