import type { Place } from '../faces/place';
import type { Answer } from '../types';
import type { MeshPoint } from './mesh';

export interface Face {
  readonly box: Place;
  /** How sure the detector is, 0–1. */
  readonly score: number;
  /** Right eye, left eye, nose tip, mouth, right ear, left ear: parts of the picture's width and height. */
  readonly keypoints: readonly (readonly [x: number, y: number])[];
  /** 468 points; absent where only the detector ran. */
  readonly mesh?: readonly MeshPoint[];
}

export interface FaceLandmarksAnswer extends Answer {
  readonly kind: 'face-landmarks';
  /** Surest first; at most four where each is mapped. */
  readonly faces: readonly Face[];
}
