import type { Place } from '../faces/place';
import type { Answer } from '../types';
import { percent } from '../percent';

/** The seven labels of FER2013, as adjectives, in the order of the network's output (`emotion.ts` of the Human library). */
export const expressions = ['angry', 'disgusted', 'afraid', 'happy', 'sad', 'surprised', 'neutral'] as const;

export interface ReadFace {
  readonly box: Place;
  /** How sure the detector is that this is a face, 0–1. */
  readonly score: number;
  /** One share for each of `expressions`, 0–1, adding up to 1. */
  readonly shares: readonly number[];
}

export interface EmotionAnswer extends Answer {
  readonly kind: 'emotion';
  /** Faces in the picture, the ones that were not read included. */
  readonly found: number;
  /** At most four, surest first. */
  readonly faces: readonly ReadFace[];
}

/** The expression with the largest share. */
export function topExpression({ shares }: ReadFace): { readonly label: string; readonly share: number } {
  const share = Math.max(...shares);
  return { label: expressions[shares.indexOf(share)]!, share };
}

const list = new Intl.ListFormat('en-GB', { type: 'conjunction' });

export function summarise(faces: readonly ReadFace[], found: number): string {
  if (faces.length === 0) return 'No face found.';
  const read = list.format(
    faces.map((face) => {
      const { label, share } = topExpression(face);
      return `${label} (${percent(share)})`;
    }),
  );
  if (found === 1) return `One face found, read as ${read}.`;
  return `${found} faces found, ${found > faces.length ? `the ${faces.length} surest ` : ''}read as ${read}.`;
}
