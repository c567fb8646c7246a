import type { ServerProfile } from '../server';
import { compiled } from '../software';

export default {
  title: 'Xeon E5 v3 CPU at 60 % load',
  chip: 'haswell-e5-2699v3',
  precision: 'fp32',
  load: 0.6,
  ...compiled,
} satisfies ServerProfile;
