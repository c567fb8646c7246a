import { astronaut, coffee } from '../samples';
import type { TaskMeta } from '../types';

export const meta: TaskMeta = {
  id: 'emotion',
  address: 'expression',
  verb: 'Read a face’s expression',
  family: 'people',
  input: 'picture',
  model: 'emotion',
  tile: { x: 0.43, y: 0.14, zoom: 3.6 },
  samples: [
    { ...astronaut, title: 'An astronaut' },
    { ...coffee, title: 'A cup of coffee, nobody in it' },
  ],
};
