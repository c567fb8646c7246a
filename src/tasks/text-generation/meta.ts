import type { TaskMeta } from '../types';

export const meta: TaskMeta = {
  id: 'text-generation',
  address: 'write',
  verb: 'Go on with a story',
  family: 'write',
  input: 'texts',
  texts: 'prompt',
  model: 'story',
  begins: 'story:int4',
  tile: { text: '“Once upon a time …”' },
  samples: [
    {
      id: 'fox',
      title: 'A fox and a map',
      texts: ['Once upon a time, there was a little fox who found a map.'],
    },
    {
      id: 'rain',
      title: 'A rainy day',
      texts: ['It was raining, and Lily did not want to stay inside. She put on her red boots and'],
    },
    { id: 'quarrel', title: 'A quarrel', texts: ['“That is my boat!” said Tom. Ben shook his head.'] },
  ],
};
