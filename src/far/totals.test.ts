import { expect, it } from 'vitest';
import { circumstancesOf, dealAll, type Requests } from './simulate';
import { transports } from './framing';
import { DEFAULT_SERVER } from './ids';
import { customProfile, type NetworkProfile } from './network';
import { legTimes, totalOf, wayOf } from './request';
import { loadServer } from './servers';
import { told } from './told.fixture';
import { totalsOf } from './totals';

const server = await loadServer(DEFAULT_SERVER);
if (!server) throw new Error('unknown id');

const bad = { toBad: 0.02, toGood: 0.2, lossInBad: 0.8, lossInGood: 0.001 };
const networks: readonly NetworkProfile[] = [
  customProfile({ rttMs: 60, downKbps: 9000, upKbps: 1500, jitterMs: 40, lossRate: 0.05 }),
  customProfile({ rttMs: 5, downKbps: 900_000, upKbps: 100_000, jitterCorrelation: 0.5, bursts: bad }),
];

it.each(transports.flatMap((transport) => networks.map((profile) => ({ transport, profile }))))(
  'is the sum of the legs of each request: $transport, $profile.id',
  ({ transport, profile }) => {
    for (const afterIdle of ['slow-start', 'window-kept'] as const) {
      const traffic = { kind: 'scale-to-zero', requestsPerSecond: 0.1, keepAliveMs: 9000, startMs: 800 } as const;
      const payload = { upBytes: 60_000, downBytes: 1500 };
      const compute = { ms: 3, basis: 'assumed' };
      const options: Requests = {
        model: 'any',
        payload,
        compute,
        profile,
        server,
        transport,
        afterIdle,
        traffic,
        seed: 1,
      };
      const { requests } = told(dealAll(options));
      const fill = totalsOf(requests);
      for (const cold of [false, true]) {
        const way = wayOf(circumstancesOf(options), cold);
        const totals = new Float64Array(requests.length);
        fill(way, totals);
        for (const [index, dealt] of requests.entries()) {
          expect(totals[index]).toBeCloseTo(totalOf(legTimes(way, dealt)), 9);
        }
      }
    }
  },
);
