/**
 * Ids alone, for what only has to know whether there is such a network or server: the rows themselves come with what simulates.
 * A test holds them to the rows.
 */
export const profileIds: readonly string[] = [
  'devtools-fast-4g',
  'devtools-slow-4g',
  'devtools-3g',
  'lighthouse-slow-4g',
  'lighthouse-3g',
  'lighthouse-dense-4g',
  'wpt-cable',
  'wpt-dsl',
  'wpt-fios',
  'wpt-3g',
  'wpt-3g-fast',
  'wpt-3g-slow',
  'wpt-edge',
  'wpt-2g',
  'wpt-4g',
  'wpt-lte',
  'firefox-wifi',
  'nearside-5g',
  'nearside-fibre',
];

export const DEFAULT_SERVER = 'l4-60';

/** The default one first, since it stands where none is named; the others by title. */
export const serverIds: readonly string[] = [
  DEFAULT_SERVER,
  'h100-60',
  'l4-idle',
  't4-60',
  't4-eager-60',
  'haswell-60',
];

/** Ids of the network and of how far beyond its edge the server stands, ms: `nearside-5g@40` is `nearside-5g` and 40. */
export function partsOf(id: string): { readonly network: string; readonly distanceMs: number } {
  const [network = '', distance = '0'] = id.split('@');
  return { network, distanceMs: Number(distance) };
}
