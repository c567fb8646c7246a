import type { Pixels } from '../types';
import type { FaceBox } from './anchors';

/** To four decimals: a twentieth of a pixel in a 512-pixel picture, and a third of the bytes in a record. */
export const rounded = (value: number): number => Math.round(value * 1e4) / 1e4;

/** Where a face is, as parts of the picture's width and height, 0–1; a face at the edge reaches beyond. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const placeOf = ({ x, y, width, height }: FaceBox, picture: Pixels): Place => ({
  x: rounded(x / picture.width),
  y: rounded(y / picture.height),
  width: rounded(width / picture.width),
  height: rounded(height / picture.height),
});
