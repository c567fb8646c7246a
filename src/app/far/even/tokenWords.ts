import { duration } from '../../../ui/format';

export const tokenWords = {
  title: 'Who is ahead, token by token',
  /** Tokens that are drawn. */
  shown: 200,
  token: 'This device, ms a token after the first',
  problem: 'A token takes from 0.01 to 60,000 ms.',
  of: (isStated: boolean, ms: number | undefined) => {
    if (isStated) return 'as you say';
    return ms === undefined
      ? 'Not measured here: write a story on Try, or state it.'
      : `${duration(ms)}, measured here`;
  },
  farFirst: (ms: string) => `There the first token is simulated after ${ms}.`,
} as const;
