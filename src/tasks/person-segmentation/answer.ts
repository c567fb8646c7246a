import type { Answer, Pixels } from '../types';

/** Where the network says "person" rather than not; its training weighs both alike. */
export const PERSON_THRESHOLD = 0.5;

/**
 * A mask that covers less of the picture is no person. Blank pictures and noise give 0.0 %, a space shuttle on its pad 0.0 %;
 * a person that small is out of the two metres that the network was made for, and comes out as crumbs.
 * No share tells a person from what merely looks like one: the network was trained on pictures that all held somebody, and
 * takes 20 % of a cup of coffee and 95 % of a cat for a person. So the answer says "taken for a person" and no more.
 */
export const LEAST_SHARE = 0.01;

export interface PersonSegmentationAnswer extends Answer {
  readonly kind: 'person-segmentation';
  /** Of the picture, 0–1: pixels that are sooner a person than not. */
  readonly share: number;
  readonly pictures: {
    /** The whole picture at the network's resolution, its own aspect; alpha is how surely a pixel is of a person, colours are 0. */
    readonly mask: Pixels;
  };
  readonly sentBytes: number;
}
