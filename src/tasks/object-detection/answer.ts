import type { Answer } from '../types';
import type { Label } from './labels';

export interface FoundObject {
  readonly label: Label;
  /** How sure the network is, 0 to 1. */
  readonly score: number;
  /** Shares of the picture's width and height, within it. */
  readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
}

export interface ObjectsAnswer extends Answer {
  readonly kind: 'object-detection';
  /** At most a hundred, surest first. */
  readonly objects: readonly FoundObject[];
}
