import type { TaskMeta } from '../types';

export const meta: TaskMeta = {
  id: 'pose',
  verb: 'Find a pose',
  order: 1,
  input: 'picture',
  model: 'movenet-lightning',
  samples: [
    {
      id: 'astronaut',
      title: 'An astronaut',
      picture: 'samples/astronaut.jpg',
      credit: 'Eileen Collins, NASA, public domain',
    },
    {
      id: 'coffee',
      title: 'A cup of coffee, nobody in it',
      picture: 'samples/coffee.jpg',
      credit: 'Rachel Michetti, CC0',
    },
  ],
};
