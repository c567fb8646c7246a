import { astronaut, coffee } from '../samples';
import type { TaskMeta } from '../types';

export const meta: TaskMeta = {
  id: 'pose',
  verb: 'Find a pose',
  input: 'picture',
  model: 'movenet-lightning',
  samples: [
    { ...astronaut, title: 'An astronaut' },
    { ...coffee, title: 'A cup of coffee, nobody in it' },
  ],
};
