import type { LessonMeta } from '../types';

export const meta: LessonMeta = {
  id: 'near-or-far',
  subject: 'Distance',
  title: 'How far may the faster chip be?',
  learnt: 'A faster chip far away saves computing time and costs travelling time: at some distance the two are equal.',
  minutes: 8,
  steps: [
    { id: 'question', title: 'Question' },
    { id: 'predict', title: 'Predict' },
    { id: 'measure', title: 'Measure' },
    { id: 'reveal', title: 'Reveal' },
    { id: 'move', title: 'Move the cloud' },
    { id: 'why', title: 'Why' },
  ],
};
