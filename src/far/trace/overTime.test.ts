import { expect, it } from 'vitest';
import { DEFAULT_SERVER } from '../ids';
import { profileOf } from '../network';
import { loadServer } from '../servers';
import { replayOverTime } from './overTime';
import { readTrace } from './trace';

it('follows a recording whose round trip jumps in its middle', async () => {
  const [server, profile] = [await loadServer(DEFAULT_SERVER), profileOf('nearside-fibre')];
  const point = { downKbps: 1_000_000, upKbps: 1_000_000 };
  const trace = readTrace(
    JSON.stringify([
      { ...point, rttMs: 20 },
      { ...point, rttMs: 220 },
    ]),
  );
  if (!server || !profile || 'problem' in trace) throw new Error('unknown');
  const still = { ...server, load: 0, softwareMs: 0, decodeMsPerMB: 0 };
  const options = {
    model: 'any',
    payload: { upBytes: 1000, downBytes: 1000 },
    compute: { ms: 5, basis: 'assumed' },
    profile,
    server: still,
    seed: 1,
    requests: 960,
  };
  const replayed = replayOverTime(trace, options, 100);
  if ('problem' in replayed) throw new Error(replayed.problem);
  const { slots, longerShare, warm } = replayed;
  expect(slots).toHaveLength(48);
  expect(slots.map(({ rttMs }) => Math.round(rttMs))).toEqual([...Array(24).fill(20), ...Array(24).fill(220)]);
  // No jitter, no loss, no queue: the round trip and the chip, all but the bytes.
  expect(slots[0]?.warm.p50).toBeCloseTo(25, 0);
  expect(slots[47]?.warm.p99).toBeCloseTo(225, 0);
  // DNS, TCP and TLS cost a round trip each.
  expect(slots[47]!.cold.p50 - slots[47]!.warm.p50).toBeCloseTo(660, 0);
  expect(longerShare).toBe(0.5);
  expect(warm.p90).toBeCloseTo(225, 0);
  expect([slots[0]?.fromMs, slots[47]?.toMs]).toEqual([0, 2000]);
});
