import { realClock } from './clock';
import { emulator } from './emulate';

/** The emulated far side of a server of Vite's (`scripts/farEndpoint.ts`). */
export const far = emulator('server', realClock);
