import * as Comlink from 'comlink';
import { evensOf, overNetworks, surfacesOf } from '../../../far/breakEven/evens';
import { farTokens } from '../../../far/breakEven/tokens';

/** What of the far side takes longer than a frame. Questions and answers are plain data. */
const api = { evens: evensOf, surfaces: surfacesOf, overNetworks, tokens: farTokens };

export type FarApi = typeof api;

Comlink.expose(api);
