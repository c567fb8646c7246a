import * as Comlink from 'comlink';
import { evensOf, overNetworks, surfacesOf } from '../../../far/breakEven/evens';
import { planFor } from '../../../far/plan/ask';
import { farTokens } from '../../../far/breakEven/tokens';

/** What of the far side takes longer than a frame. Questions and answers are plain data. */
const api = { evens: evensOf, surfaces: surfacesOf, overNetworks, tokens: farTokens, plan: planFor };

export type FarApi = typeof api;

Comlink.expose(api);
