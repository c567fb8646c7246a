import { ownNetwork } from '../networks';
import { rounded } from '../rounded';
import type { TaskWorker } from '../types';
import { agreement } from './agreement';
import type { FoundObject, ObjectsAnswer } from './answer';
import type { Detection } from './decode';
import { findObjects } from './detect';
import { labels } from './labels';
import { summarise } from './words';

function named({ kind, score, left, top, right, bottom }: Detection): FoundObject {
  const box = { x: rounded(left), y: rounded(top), width: rounded(right - left), height: rounded(bottom - top) };
  return { label: labels[kind]!, score: rounded(score), box };
}

export const task: TaskWorker<ObjectsAnswer> = {
  async answer(input, networks) {
    if (input.kind !== 'picture') throw new Error('Finding objects needs a picture.');
    const detector = ownNetwork(networks, 'Finding objects');
    const objects = (await findObjects(input.pixels, detector)).map(named);
    return { kind: 'object-detection', summary: summarise(objects.map(({ label }) => label)), objects };
  },
  agreement,
};
