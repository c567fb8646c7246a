import type { ServerProfile } from '../server';
import { eager } from '../software';

export default {
  title: 'T4, eager PyTorch, 60 % load',
  chip: 't4',
  precision: 'fp16',
  load: 0.6,
  ...eager,
} satisfies ServerProfile;
