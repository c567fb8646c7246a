import type { ServerProfile } from '../server';
import { compiled } from '../software';

export default {
  title: 'L4 at 60 % load',
  chip: 'l4',
  precision: 'fp16',
  load: 0.6,
  ...compiled,
} satisfies ServerProfile;
