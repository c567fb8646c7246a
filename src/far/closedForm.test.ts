import { describe, expect, it } from 'vitest';
import { closedFormMs, stillCircumstances } from './closedForm';
import { transports } from './framing';
import { DEFAULT_SERVER } from './ids';
import { awayBy, profiles } from './network';
import { loadServer } from './servers';
import { circumstancesOf, simulateRequests, type Requests } from './simulate';
import { told } from './told.fixture';

const server = await loadServer(DEFAULT_SERVER);
if (!server) throw new Error('unknown id');

const networks = profiles.flatMap((profile) => [profile, awayBy(profile, 35)]);
const payloads = [
  { upBytes: 60_744, downBytes: 1697 },
  { upBytes: 300, downBytes: 900_000 },
  { upBytes: 5_000_000, downBytes: 14_000 },
];

function difference(options: Requests, connection: 'warm' | 'cold') {
  const circumstances = stillCircumstances(circumstancesOf(options));
  const idle = { ...options.server, load: 0 };
  const far = told(simulateRequests({ ...options, ...circumstances, server: idle, traffic: undefined }));
  const simulatedMs = (connection === 'cold' ? far.coldTotalMs : far.totalMs).median;
  return simulatedMs / closedFormMs(circumstances, connection) - 1;
}

describe('the closed form of the median', () => {
  it.each(
    transports.flatMap((transport) =>
      (['slow-start', 'window-kept'] as const).map((afterIdle) => ({ transport, afterIdle })),
    ),
  )(
    'is within 1 % of the simulated one over $transport, $afterIdle, on every network, open and cold',
    ({ transport, afterIdle }) => {
      for (const profile of networks) {
        for (const payload of payloads) {
          for (const seed of [1, 2]) {
            const compute = { ms: 0.3, basis: 'assumed' };
            const options: Requests = { model: 'any', payload, compute, profile, server, afterIdle, transport, seed };
            expect(Math.abs(difference({ ...options, requests: 400 }, 'warm')), profile.id).toBeLessThan(0.01);
            expect(Math.abs(difference({ ...options, requests: 400 }, 'cold')), profile.id).toBeLessThan(0.01);
          }
        }
      }
    },
  );
});
