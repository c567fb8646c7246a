import { coffee } from '../samples';
import type { TaskMeta } from '../types';

export const meta: TaskMeta = {
  id: 'hand-landmarks',
  address: 'hand',
  verb: 'Trace a hand',
  family: 'people',
  input: 'picture',
  handed: true,
  model: 'hand-landmark-lite',
  tile: { y: 0.15 },
  samples: [
    {
      id: 'hand',
      title: 'A raised right hand',
      picture: 'samples/hand.png',
      width: 512,
      height: 512,
      credit: 'Rendered from the generic hand of WebXR Input Profiles, MIT',
    },
    { ...coffee, title: 'A cup of coffee, nobody in it' },
  ],
};
