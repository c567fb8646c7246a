import type { GenerationRequests } from './worker';

export const model = 'story-student';

export const request = async (): Promise<GenerationRequests['write']> => ({
  ask: 'write',
  prompt: { text: 'Once upon a time' },
  maxTokens: 4,
});
