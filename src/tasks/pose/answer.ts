import type { Answer } from '../types';

/** COCO order, as MoveNet gives them. */
export const jointNames = [
  'nose',
  'left eye',
  'right eye',
  'left ear',
  'right ear',
  'left shoulder',
  'right shoulder',
  'left elbow',
  'right elbow',
  'left wrist',
  'right wrist',
  'left hip',
  'right hip',
  'left knee',
  'right knee',
  'left ankle',
  'right ankle',
] as const;

/** Pairs of joints joined by a bone, as indices into `jointNames`. */
export const bones: readonly (readonly [number, number])[] = [
  [0, 1],
  [0, 2],
  [1, 3],
  [2, 4],
  [5, 6],
  [5, 7],
  [7, 9],
  [6, 8],
  [8, 10],
  [5, 11],
  [6, 12],
  [11, 12],
  [11, 13],
  [13, 15],
  [12, 14],
  [14, 16],
];

/** Joints below this score are guesses; MoveNet's own demo draws from 0.3 on. */
export const JOINT_THRESHOLD = 0.3;

export interface Joint {
  readonly name: string;
  /** Share of the picture's width and height, 0 at the left and top. */
  readonly x: number;
  readonly y: number;
  /** 0 to 1. */
  readonly score: number;
}

export interface PoseAnswer extends Answer {
  readonly kind: 'pose';
  readonly joints: readonly Joint[];
}
