import { astronaut, chelsea, textPage } from '../samples';
import type { TaskMeta } from '../types';

export const meta: TaskMeta = {
  id: 'super-resolution',
  address: 'enlarge',
  verb: 'Enlarge a picture',
  family: 'things',
  input: 'picture',
  model: 'esrgan-slim-x2',
  tile: { sample: 'chelsea', x: 0.3, y: 0.35, zoom: 1.6 },
  samples: [
    { ...astronaut, title: 'An astronaut' },
    { ...chelsea, title: 'A cat' },
    { ...textPage, title: 'A printed page' },
  ],
};
