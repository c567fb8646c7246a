import { whitePicture } from '../example.fixture';
import type { InferenceRequests } from './worker';

export const model = 'digits';

export const request = async (): Promise<InferenceRequests['answer']> => ({
  ask: 'answer',
  input: { kind: 'picture', pixels: whitePicture(28) },
});
