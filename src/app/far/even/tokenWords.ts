export const tokenWords = {
  title: 'Who is ahead, token by token',
  /** Tokens that are drawn. */
  shown: 200,
  farFirst: (ms: string) => `There the first token is simulated after ${ms}.`,
} as const;
