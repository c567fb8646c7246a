import { astronaut, chelsea, coffee, rocket } from '../samples';
import type { TaskMeta } from '../types';

export const meta: TaskMeta = {
  id: 'object-detection',
  address: 'objects',
  verb: 'Find objects',
  family: 'things',
  input: 'picture',
  model: 'nanodet',
  tile: { y: 0.3 },
  samples: [
    {
      id: 'four',
      title: 'A person, a cup, a cat and a rocket',
      picture: 'samples/four.jpg',
      width: 800,
      height: 800,
      credit: 'Eileen Collins, NASA, and a launch, SpaceX, public domain; Rachel Michetti and Stefan van der Walt, CC0',
    },
    { ...astronaut, title: 'An astronaut' },
    { ...chelsea, title: 'A cat that it takes for a dog too' },
    { ...coffee, title: 'A cup of coffee that it overlooks' },
    { ...rocket, title: 'A rocket, none of the 80 kinds it knows' },
  ],
};
