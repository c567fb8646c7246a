import type { TaskMeta } from '../types';

const drawn = { width: 320, height: 320, credit: 'drawn for Nearside, MIT' };

export const meta: TaskMeta = {
  id: 'digit-recognition',
  address: 'digit',
  verb: 'Read a digit',
  family: 'things',
  input: 'picture',
  handed: true,
  drawn: true,
  model: 'digits',
  tile: { ground: '#fcfcfc' },
  samples: [
    { id: 'seven', title: 'A 7 with a bar', picture: 'samples/digit-seven.png', ...drawn },
    { id: 'four', title: 'A 4, light on dark', picture: 'samples/digit-four.png', ...drawn },
    { id: 'three', title: 'A 3', picture: 'samples/digit-three.png', ...drawn },
    { id: 'between', title: 'Half a 1, half a 7', picture: 'samples/digit-between.png', ...drawn },
    { id: 'star', title: 'A star, no digit', picture: 'samples/digit-star.png', ...drawn },
  ],
};
