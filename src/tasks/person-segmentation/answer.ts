import type { Answer, Mask } from '../types';

/** Above it a pixel is sooner a person than not. */
export const PERSON_THRESHOLD = 0.5;

/**
 * A mask that covers less of the picture is no person. Blank pictures, noise, a model of a shuttle and a rocket at night
 * give 0.0 %; a person that small is far beyond the two metres that the network was made for, and comes out as crumbs.
 * No share tells a person from what merely looks like one: made for pictures that hold somebody, the network takes a fifth
 * of a cup of coffee and 95 % of a cat for a person. So the answer says "taken for a person" and no more.
 */
export const LEAST_SHARE = 0.01;

export interface PersonSegmentationAnswer extends Answer {
  readonly kind: 'person-segmentation';
  /** Of the picture, 0–1: pixels that are sooner a person than not. */
  readonly share: number;
  readonly pictures: {
    /** The whole picture at the network's resolution, its own aspect: how surely a pixel is of a person. */
    readonly mask: Mask;
  };
}
