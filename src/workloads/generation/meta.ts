import type { WorkloadMeta } from '../types';

const time = { unit: 'ms', better: 'lower', distribution: 'log-normal' } as const;
const rate = { unit: 'tokens/s', better: 'higher', distribution: 'normal' } as const;

export const meta: WorkloadMeta = {
  id: 'generation',
  title: 'a text',
  metrics: {
    'inter-token': {
      ...time,
      title: 'time between tokens',
      definition:
        'From one token chosen to the next, after the first. A run that writes several tokens counts its time evenly among them.',
    },
    decode: {
      ...rate,
      title: 'decode',
      definition: 'Tokens after the first, divided by the time from the first token to the last.',
    },
    prefill: {
      ...rate,
      title: 'prefill',
      definition: 'Tokens of the prompt, divided by the time of reading them until the first token is chosen.',
    },
    'first-token': {
      ...time,
      title: 'time to first token',
      definition:
        'From the key press to the first token, messages, queue, tokenising and prefill included, with nothing in the cache.',
    },
    answer: { ...time, title: 'whole text', definition: 'From the prompt’s arrival to the last token.' },
    pre: { ...time, title: 'tokenising', definition: 'Making tokens of the prompt.' },
    cache: {
      unit: 'bytes',
      better: 'lower',
      distribution: 'normal',
      title: 'cache',
      definition: 'Keys and values of the tokens read so far, as they are held when the text ends.',
    },
    heap: {
      unit: 'bytes',
      better: 'lower',
      distribution: 'normal',
      title: 'runtime’s heap',
      definition:
        'WebAssembly memory that the runtime has grown to, weights and what it makes of them while it opens included. It never shrinks, so this is its peak; what lies on a GPU comes on top.',
    },
  },
};
