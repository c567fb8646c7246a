import { textPage } from '../samples';
import type { TaskMeta } from '../types';

export const meta: TaskMeta = {
  id: 'text-recognition',
  address: 'text',
  verb: 'Read text',
  family: 'words',
  input: 'picture',
  handed: true,
  model: 'ppocr-v4-rec',
  tile: { ground: '#2a4a42' },
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
