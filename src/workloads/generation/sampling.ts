import { Problem } from '../../domain/problem';

/** How the next token is chosen; `sampler.ts` and the graph of the loop form (`src/decoder/loop.ts`) both do it so. */
export interface Sampling {
  /** Logits are divided by it; 0 takes the likeliest token always. */
  readonly temperature: number;
  /** Of the likeliest so many; 0 leaves all in. */
  readonly topK: number;
  /** Of those, the likeliest that together make up this share (nucleus sampling). */
  readonly topP: number;
  /** Logits of tokens that the text holds already are divided by it, negative ones multiplied; 1 leaves them. */
  readonly repetitionPenalty: number;
  /** Of the numbers that decide. */
  readonly seed: number;
}

export const GREEDY: Sampling = { temperature: 0, topK: 1, topP: 1, repetitionPenalty: 1, seed: 0 };

/** Where nobody says otherwise. */
export const DEFAULT_SAMPLING: Sampling = { temperature: 0.8, topK: 50, topP: 0.95, repetitionPenalty: 1, seed: 1 };

interface Rule {
  readonly title: string;
  readonly isRight: (value: number) => boolean;
  readonly range: string;
}

const rules: Readonly<Record<keyof Sampling, Rule>> = {
  temperature: { title: 'temperature', isRight: (value) => value >= 0 && value <= 100, range: 'from 0 to 100' },
  topK: {
    title: 'top-k',
    isRight: (value) => Number.isSafeInteger(value) && value >= 0,
    range: 'a whole number from 0 (all tokens) on',
  },
  topP: { title: 'top-p', isRight: (value) => value > 0 && value <= 1, range: 'above 0 and at most 1' },
  repetitionPenalty: {
    title: 'repetition penalty',
    isRight: (value) => value >= 0.1 && value <= 10,
    range: 'from 0.1 to 10',
  },
  seed: {
    title: 'seed',
    isRight: (value) => Number.isInteger(value) && value >= 0 && value <= 0xffff_ffff,
    range: 'a whole number from 0 to 4294967295',
  },
};

/**
 * Completes what was asked for.
 * @throws Problem `input` naming the first value that can't be
 */
export function samplingOf(asked: Partial<Sampling> = {}): Sampling {
  const given = Object.entries(asked).filter(([, value]) => value !== undefined);
  const sampling: Sampling = { ...DEFAULT_SAMPLING, ...(Object.fromEntries(given) as Partial<Sampling>) };
  for (const [name, { title, isRight, range }] of Object.entries(rules)) {
    const value = sampling[name as keyof Sampling];
    if (!isRight(value)) throw new Problem('input', `The ${title} is ${range}, not ${value}.`);
  }
  return sampling;
}
