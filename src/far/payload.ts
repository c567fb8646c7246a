import type { ModelCard } from '../models/card';

/**
 * What a network takes, sent as it is, bytes: a picture's channels a byte each, everything else four bytes a number. A length that is
 * open counts as one.
 */
export function tensorBytesOf({ inputs }: Pick<ModelCard, 'inputs'>): number {
  return inputs.reduce((sum, { shape, picture }) => {
    const numbers = shape.reduce((all, length) => all * Math.max(1, length), 1);
    return sum + numbers * (picture ? 1 : 4);
  }, 0);
}
