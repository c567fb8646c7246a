import { sample, views } from '../../../tools/quantise/pictures';

/** The one sample with a person in it, and some without. */
const pictures = () => ({ person: [sample('astronaut')], none: [sample('coffee'), sample('chelsea')] });

export const calibration = () => [...views(pictures().person, 16, 1), ...views(pictures().none, 4, 3)];
export const heldOut = () => views(pictures().person, 16, 2);
