import type { WorkloadMeta } from '../types';

const time = { unit: 'ms', better: 'lower', distribution: 'log-normal' } as const;

export const meta: WorkloadMeta = {
  id: 'frames',
  title: 'a camera’s frames',
  metrics: {
    answer: { ...time, title: 'whole answer' },
    inference: { ...time, title: 'inference' },
    pre: { ...time, title: 'pre-processing' },
    post: { ...time, title: 'post-processing' },
    read: { ...time, title: 'reading the frame' },
  },
};
