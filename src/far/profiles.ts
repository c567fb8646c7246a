import { links, type NetworkProfile } from './profile';

export const OWN_ASSUMPTION = "Nearside's own assumption";

type Row = readonly [
  id: string,
  title: string,
  source: string,
  downKbps: number,
  upKbps: number,
  rttMs: number,
  link: keyof typeof links,
  note?: string,
];

const devtools = 'Chrome DevTools';
const lighthouse = 'Lighthouse';
const webPageTest = 'WebPageTest sample settings (0c6c27a)';
const webPageTestService = 'WebPageTest service list';
const lastMile = 'The round trip is the last mile alone: the server is taken to stand at its end.';
const oneRate = 'The source gives one rate: the uplink is taken equal (own assumption).';

/**
 * Of Chrome DevTools `front_end/core/sdk/NetworkManager.ts`, of Lighthouse `core/config/constants.js`, of WebPageTest
 * `settings/connectivity.ini.sample` and the list of its service, of Firefox `devtools/client/shared/components/throttling/profiles.js`.
 *
 * Rates and round trips are the sources' *targets*. DevTools multiplies its latencies (5×, 3.75×, 2.75×) because it
 * delays each request once; here DNS, TCP, TLS and slow start each cost their own round trips, so a multiplied
 * latency would be counted twice.
 */
const rows: readonly Row[] = [
  ['devtools-fast-4g', 'Fast 4G', devtools, 9000, 1500, 60, 'mobile'],
  ['devtools-slow-4g', 'Slow 4G', devtools, 1600, 750, 150, 'mobile'],
  ['devtools-3g', '3G', devtools, 500, 500, 400, 'oldMobile'],
  ['lighthouse-slow-4g', 'Slow 4G, mobile', lighthouse, 1638.4, 750, 150, 'mobile'],
  ['lighthouse-3g', 'Regular 3G, mobile', lighthouse, 700, 700, 300, 'oldMobile'],
  ['lighthouse-dense-4g', 'Dense 4G, desktop', lighthouse, 10_240, 10_240, 40, 'mobile', oneRate],
  ['wpt-cable', 'Cable', webPageTest, 5000, 1000, 28, 'wired', lastMile],
  ['wpt-dsl', 'DSL', webPageTest, 1500, 384, 50, 'wired', lastMile],
  ['wpt-fios', 'FIOS', webPageTest, 20_000, 5000, 4, 'wired', lastMile],
  ['wpt-3g', '3G', webPageTest, 1600, 768, 300, 'oldMobile', lastMile],
  ['wpt-3g-fast', '3G fast', webPageTest, 1600, 768, 150, 'oldMobile', lastMile],
  ['wpt-3g-slow', '3G slow', webPageTest, 780, 330, 200, 'oldMobile', lastMile],
  ['wpt-edge', 'EDGE', webPageTest, 240, 200, 840, 'oldMobile', lastMile],
  ['wpt-2g', '2G', webPageTest, 35, 32, 1300, 'oldMobile', lastMile],
  ['wpt-4g', '4G', webPageTestService, 9000, 9000, 170, 'mobile', lastMile],
  ['wpt-lte', 'LTE', webPageTestService, 12_000, 12_000, 70, 'mobile', lastMile],
  ['firefox-wifi', 'Wi-Fi', 'Firefox DevTools', 30_000, 15_000, 2, 'wifi', lastMile],
  ['nearside-5g', '5G', OWN_ASSUMPTION, 150_000, 20_000, 30, 'mobile', 'No canonical 5G profile was found.'],
  [
    'nearside-fibre',
    'Fibre',
    OWN_ASSUMPTION,
    300_000,
    100_000,
    15,
    'wired',
    'A home fibre line, a data centre in the region.',
  ],
];

export const profiles: readonly NetworkProfile[] = rows.map(
  ([id, title, source, downKbps, upKbps, rttMs, link, note = '']) => ({
    id,
    title,
    source,
    downKbps,
    upKbps,
    rttMs,
    ...links[link],
    note,
  }),
);

export const DEFAULT_PROFILE = 'devtools-fast-4g';
