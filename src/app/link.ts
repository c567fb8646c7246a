import type { ReadParams } from '../results/params';
import type { Place } from './address';
import { kept } from './kept.svelte';
import { known } from './known';
import { part } from '../domain/part';

const paramsPart = () => import('../results/params');

const nothing: ReadParams = { params: { autorun: false }, problems: [] };

/** What a place is asked for by: its own query, `#/compare?models=…`, or the whole page's, `?models=…#/compare`. */
export function queryOf(place: Place<unknown>): string {
  return 'page' in place && place.query !== undefined ? place.query : location.search;
}

/** What an address asks for. Most visits ask for nothing: what reads a link is fetched with one. */
export async function readLink(query: string): Promise<ReadParams> {
  const search = new URLSearchParams(query);
  if (search.size === 0) return nothing;
  try {
    const { readParams } = await part(paramsPart);
    // Names of models from hubs are known once those that are here have been looked at.
    await kept.ready;
    const models = [...known.models, ...kept.outlines.map(({ id }) => id)];
    return readParams(search, { ...known, models });
  } catch (error) {
    return { ...nothing, problems: [error instanceof Error ? error.message : String(error)] };
  }
}
