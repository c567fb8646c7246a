import { astronaut, chelsea, coffee, rocket } from '../samples';
import type { TaskMeta } from '../types';

export const meta: TaskMeta = {
  id: 'person-segmentation',
  address: 'person',
  verb: 'Cut out a person',
  family: 'people',
  input: 'picture',
  model: 'selfie-segmentation',
  tile: { x: 0.3, y: 0.1, zoom: 1.35 },
  samples: [
    { ...astronaut, title: 'An astronaut' },
    { ...coffee, title: 'A cup of coffee, part of it taken for a person' },
    { ...chelsea, title: 'A cat, taken for a person' },
    { ...rocket, title: 'A rocket, nobody there' },
  ],
};
