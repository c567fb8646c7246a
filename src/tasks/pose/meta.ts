import { astronaut, coffee } from '../samples';
import type { TaskMeta } from '../types';

export const meta: TaskMeta = {
  id: 'pose',
  verb: 'Find a pose',
  order: 1,
  input: 'picture',
  model: 'movenet-lightning',
  samples: [
    { ...astronaut, title: 'An astronaut' },
    { ...coffee, title: 'A cup of coffee, nobody in it' },
  ],
};
