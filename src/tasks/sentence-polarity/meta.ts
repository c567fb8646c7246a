import type { TaskMeta } from '../types';

export const meta: TaskMeta = {
  id: 'sentence-polarity',
  address: 'tone',
  verb: 'Judge a sentence’s tone',
  family: 'words',
  input: 'texts',
  texts: 'list',
  model: 'sentence-polarity',
  tile: { text: '“good” … “not good”' },
  samples: [
    {
      id: 'reviews',
      title: 'Film reviews in a line',
      texts: [
        'A warm, funny and beautifully acted story about two sisters.',
        'The plot makes no sense and the jokes fall flat.',
        'An elegant thriller that keeps its best surprise for the last minute.',
        'Two hours of noise without a single idea.',
        'Rarely has a film about grief felt so alive.',
        'A lazy remake that nobody needed.',
      ],
    },
    {
      id: 'limits',
      title: 'Hard ones',
      texts: [
        'good',
        'not good',
        'not bad at all',
        'Nobody could call this film boring.',
        'I can’t recommend it enough.',
        'Brilliant. Another sequel.',
        'It was filmed in Lisbon over six weeks.',
        'Ein wunderbarer Film mit großartigen Schauspielern.',
      ],
    },
  ],
};
