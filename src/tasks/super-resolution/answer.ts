import type { Answer, Pixels } from '../types';

/** How close each enlargement comes to the picture that was shrunk, PSNR in dB. */
export interface Closeness {
  readonly network: number;
  readonly bicubic: number;
  readonly bilinear: number;
}

export type SuperResolutionPictures = Readonly<Record<'small' | 'enlarged' | 'bilinear' | 'bicubic', Pixels>> & {
  readonly truth?: Pixels;
};

export interface SuperResolutionAnswer extends Answer {
  readonly kind: 'super-resolution';
  /** Of the enlargement, pixels. */
  readonly width: number;
  readonly height: number;
  /** Absent where the picture was too small to be shrunk first. */
  readonly psnrDb?: Closeness;
  /** Absent in records. */
  readonly pictures?: SuperResolutionPictures;
}

/** One decimal, as differences between enlargements are a few tenths. */
export const inDb = (value: number): string => `${value.toFixed(1)} dB`;
