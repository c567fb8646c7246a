import type { ServerProfile } from '../server';
import { compiled } from '../software';

export default {
  title: 'T4 at 60 % load',
  chip: 't4',
  precision: 'fp16',
  load: 0.6,
  ...compiled,
} satisfies ServerProfile;
