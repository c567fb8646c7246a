import { textPage } from '../samples';
import type { TaskMeta } from '../types';

export const meta: TaskMeta = {
  id: 'text-recognition',
  verb: 'Read text',
  input: 'picture',
  handed: true,
  model: 'ppocr-v4-rec',
  samples: [
    {
      id: 'text-sign',
      title: 'A shop sign',
      picture: 'samples/text-sign.png',
      width: 320,
      height: 128,
      credit: 'Nearside, CC0',
    },
    { ...textPage, title: 'A printed page' },
  ],
};
