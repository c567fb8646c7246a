import { astronaut, coffee } from '../samples';
import type { TaskMeta } from '../types';

export const meta: TaskMeta = {
  id: 'face-landmarks',
  verb: 'Map a face',
  input: 'picture',
  model: 'facemesh',
  samples: [
    { ...astronaut, title: 'Astronaut' },
    { ...coffee, title: 'Coffee, no face' },
  ],
};
