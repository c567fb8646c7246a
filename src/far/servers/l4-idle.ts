import type { ServerProfile } from '../server';
import { compiled } from '../software';

export default { title: 'L4, all yours', chip: 'l4', precision: 'fp16', load: 0, ...compiled } satisfies ServerProfile;
