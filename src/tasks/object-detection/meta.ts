import type { TaskMeta } from '../types';

export const meta: TaskMeta = {
  id: 'object-detection',
  verb: 'Find objects',
  order: 2,
  input: 'picture',
  model: 'nanodet',
  samples: [
    {
      id: 'four',
      title: 'A person, a cup, a cat and a rocket',
      picture: 'samples/four.jpg',
      credit: 'Eileen Collins, NASA, and a launch, SpaceX, public domain; Rachel Michetti and Stefan van der Walt, CC0',
    },
    {
      id: 'astronaut',
      title: 'An astronaut',
      picture: 'samples/astronaut.jpg',
      credit: 'Eileen Collins, NASA, public domain',
    },
    {
      id: 'chelsea',
      title: 'A cat that it takes for a dog too',
      picture: 'samples/chelsea.jpg',
      credit: 'Chelsea the cat, Stefan van der Walt, CC0',
    },
    {
      id: 'coffee',
      title: 'A cup of coffee that it overlooks',
      picture: 'samples/coffee.jpg',
      credit: 'Rachel Michetti, CC0',
    },
    {
      id: 'rocket',
      title: 'A rocket, none of the 80 kinds it knows',
      picture: 'samples/rocket.jpg',
      credit: 'SpaceX, public domain',
    },
  ],
};
