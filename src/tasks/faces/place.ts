import { rounded } from '../rounded';
import type { Pixels } from '../types';
import type { FaceBox } from './anchors';

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
