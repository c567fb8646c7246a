import type { TaskMeta } from '../types';

export const meta: TaskMeta = {
  id: 'emotion',
  verb: 'Read a face’s expression',
  order: 4,
  input: 'picture',
  model: 'emotion',
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
