import { HELLO } from './protocol';
import { serve } from './serve';

/**
 * All that runs in the door's document. It becomes the one script that the document's policy lets run, by its hash (`scripts/door.ts`).
 */
addEventListener('message', function hear({ source, origin, data, ports: [port] }: MessageEvent) {
  // Its own page alone: the document's origin is opaque, the address that it came from is not.
  if (source !== parent || parent === self || origin !== location.origin || data !== HELLO || !port) return;
  removeEventListener('message', hear);
  serve(port);
});
