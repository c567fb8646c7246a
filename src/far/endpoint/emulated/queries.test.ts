import { expect, it } from 'vitest';
import { profileOf } from '../../network';
import { loadServer } from '../../servers';
import { requestsOf, type FarSideOptions, type Requests } from '../../simulate';
import { samplesOf } from '../../samples';
import { queriesOf } from './queries';
import { readQuery, writeQuery } from './query';
import { timesOf } from './times';

const options = async (more: Partial<FarSideOptions> = {}): Promise<FarSideOptions> => ({
  model: 'a-model',
  payload: { upBytes: 84_000, downBytes: 700 },
  work: { macs: 3e8, parameters: 3e6, runs: 1 },
  profile: profileOf('wpt-3g@40')!,
  server: (await loadServer('l4-60'))!,
  seed: 5,
  ...more,
});

it.each([
  ['the server’s own load', {}],
  [
    'batches',
    { traffic: { kind: 'workers', requestsPerSecond: 900, workers: 2, batching: { size: 8, timeoutMs: 5 } } },
  ],
  [
    'a server that sleeps',
    { traffic: { kind: 'scale-to-zero', requestsPerSecond: 0.01, keepAliveMs: 60_000, startMs: 900 } },
  ],
  ['QUIC with a ticket', { transport: 'quic-0rtt', afterIdle: 'window-kept' }],
] as const)('ask for what is simulated: %s', async (_, more) => {
  const requests = requestsOf(await options(more)) as Requests;
  const simulated = samplesOf({ ...requests, requests: 8 });
  if ('problem' in simulated) throw new Error(simulated.problem);
  for (const connection of ['warm', 'cold'] as const) {
    const queries = queriesOf(requests, { count: 8, connection });
    if ('problem' in queries) throw new Error(queries.problem);
    const totals = queries.map((query) => {
      // As it travels: through an address.
      const read = readQuery(new URLSearchParams(writeQuery(query)));
      if ('problem' in read) throw new Error(read.problem);
      const times = timesOf(read, 84_000, read.answerBytes!);
      if ('problem' in times) throw new Error(times.problem);
      return times.answerMs;
    });
    expect(totals).toHaveLength(8);
    for (const [index, total] of totals.entries()) expect(total).toBeCloseTo(simulated[connection].totals[index]!, 6);
  }
});

it('ask for tokens, and hand a refusal on', async () => {
  const requests = requestsOf(await options()) as Requests;
  const asking = { count: 2, connection: 'warm', tokens: { count: 32, everyMs: 9 } } as const;
  expect(queriesOf(requests, asking)).toMatchObject([{ tokens: 32, tokenMs: 9, index: 0 }, { index: 1 }]);
  const traffic = { kind: 'workers', requestsPerSecond: 1e6, workers: 1 } as const;
  expect(queriesOf({ ...requests, traffic }, asking)).toEqual({ problem: expect.stringContaining('never empties') });
});
