import { sample, views } from '../../../tools/quantise/pictures';

/** The one sample with a face in it, and some without. */
const pictures = () => ({ face: [sample('astronaut')], none: [sample('coffee'), sample('chelsea')] });

export const calibration = () => [...views(pictures().face, 16, 1), ...views(pictures().none, 4, 3)];
export const heldOut = () => views(pictures().face, 16, 2);
