import type { TaskMeta } from '../types';

export const meta: TaskMeta = {
  id: 'super-resolution',
  verb: 'Enlarge a picture',
  order: 9,
  input: 'picture',
  model: 'esrgan-slim-x2',
  samples: [
    {
      id: 'astronaut',
      title: 'An astronaut',
      picture: 'samples/astronaut.jpg',
      credit: 'Eileen Collins, NASA, public domain',
    },
    {
      id: 'chelsea',
      title: 'A cat',
      picture: 'samples/chelsea.jpg',
      credit: 'Chelsea the cat, Stefan van der Walt, CC0',
    },
    { id: 'text-page', title: 'A printed page', picture: 'samples/text-page.png', credit: 'Nearside, CC0' },
  ],
};
