import '../domain/ownScripts';
import * as Comlink from 'comlink';
import { createHubHost } from './host';

// An entry and nothing else: nothing may import it, and what it is made of stands in modules of its own.
Comlink.expose({ open: createHubHost });
