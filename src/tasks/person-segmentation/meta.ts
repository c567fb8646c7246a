import type { TaskMeta } from '../types';

export const meta: TaskMeta = {
  id: 'person-segmentation',
  verb: 'Cut out a person',
  order: 6,
  input: 'picture',
  model: 'selfie-segmentation',
  samples: [
    {
      id: 'astronaut',
      title: 'An astronaut',
      picture: 'samples/astronaut.jpg',
      credit: 'Eileen Collins, NASA, public domain',
    },
    {
      id: 'coffee',
      title: 'A cup of coffee, part of it taken for a person',
      picture: 'samples/coffee.jpg',
      credit: 'Rachel Michetti, CC0',
    },
    {
      id: 'chelsea',
      title: 'A cat, taken for a person',
      picture: 'samples/chelsea.jpg',
      credit: 'Chelsea the cat, Stefan van der Walt, CC0',
    },
    {
      id: 'rocket',
      title: 'A rocket, nobody there',
      picture: 'samples/rocket.jpg',
      credit: 'SpaceX, public domain',
    },
  ],
};
