import { astronaut, coffee } from '../samples';
import type { TaskMeta } from '../types';

export const meta: TaskMeta = {
  id: 'face-landmarks',
  address: 'face',
  verb: 'Map a face',
  family: 'people',
  input: 'picture',
  model: 'facemesh',
  tile: { x: 0.44, y: 0.04, zoom: 2.2 },
  samples: [
    { ...astronaut, title: 'Astronaut' },
    { ...coffee, title: 'Coffee, no face' },
  ],
};
