import type { WorkloadMeta } from '../types';

const time = { unit: 'ms', better: 'lower', distribution: 'log-normal' } as const;

export const meta: WorkloadMeta = {
  id: 'inference',
  title: 'one answer',
  metrics: {
    inference: { ...time, title: 'inference' },
    answer: { ...time, title: 'whole answer' },
    pre: { ...time, title: 'pre-processing' },
    post: { ...time, title: 'post-processing' },
  },
};
