import type { TaskMeta } from '../types';

export const meta: TaskMeta = {
  id: 'face-landmarks',
  verb: 'Map a face',
  order: 3,
  input: 'picture',
  model: 'facemesh',
  samples: [
    { id: 'astronaut', title: 'Astronaut', picture: 'samples/astronaut.jpg', credit: 'NASA, public domain' },
    { id: 'coffee', title: 'Coffee, no face', picture: 'samples/coffee.jpg', credit: 'Rachel Michetti, CC0' },
  ],
};
