import type { ServerProfile } from '../server';
import { compiled } from '../software';

export default {
  title: 'H100 at 60 % load',
  chip: 'h100-sxm',
  precision: 'fp16',
  load: 0.6,
  ...compiled,
} satisfies ServerProfile;
