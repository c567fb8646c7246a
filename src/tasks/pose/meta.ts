import { astronaut, coffee } from '../samples';
import type { TaskMeta } from '../types';

export const meta: TaskMeta = {
  id: 'pose',
  address: 'pose',
  verb: 'Find a pose',
  family: 'people',
  input: 'picture',
  model: 'movenet-lightning',
  tile: { y: 0.2 },
  samples: [
    { ...astronaut, title: 'An astronaut' },
    { ...coffee, title: 'A cup of coffee, nobody in it' },
  ],
};
