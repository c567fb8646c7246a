/**
 * The networks a visitor is offered by what they are called, each a row of `network.ts` whose source gives the way to the
 * network's edge alone.
 */
export const networkKinds = [
  { network: 'firefox-wifi', name: 'Wi-Fi' },
  { network: 'nearside-5g', name: '5G' },
  { network: 'wpt-lte', name: '4G' },
  { network: 'wpt-3g', name: '3G' },
] as const;
