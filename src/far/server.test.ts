import { describe, expect, it } from 'vitest';
import { roundChip } from './chips/chip.fixture';
import { serverCompute, type ComputingServer } from './server';

const server: ComputingServer = { chip: roundChip, precision: 'fp16' };
const msOf = (on: ComputingServer, work: Parameters<typeof serverCompute>[1]) => {
  const compute = serverCompute(on, work);
  if ('problem' in compute) throw new Error(compute.problem);
  return compute.ms;
};

describe('time on the server’s chip', () => {
  // 25 GMAC are 50 G operations: 1 ms at 100 TOPS × ½. A million weights in fp16 are read in 2 µs at 1,000 GB/s.
  it('is the arithmetic’s where that takes longer, with the chip’s fixed cost', () => {
    expect(msOf(server, { macs: 25e9, parameters: 1e6, runs: 1 })).toBeCloseTo(1 + 1, 9);
    expect(msOf({ ...server, precision: 'int8' }, { macs: 25e9, parameters: 1e6, runs: 1 })).toBeCloseTo(0.5 + 1, 9);
  });

  // 10⁹ weights: 2 GB in fp16 and 1 GB in int8, at 1,000 GB/s.
  it('is the memory’s where that takes longer, by the server’s own precision', () => {
    expect(msOf(server, { macs: 1e6, parameters: 1e9, runs: 1 })).toBeCloseTo(2 + 1, 9);
    expect(msOf({ ...server, precision: 'int8' }, { macs: 1e6, parameters: 1e9, runs: 1 })).toBeCloseTo(1 + 1, 9);
  });

  it('has the fixed cost once for each run of a network', () => {
    expect(msOf(server, { macs: 0, parameters: 0, runs: 7 })).toBeCloseTo(7, 9);
    const { basis } = serverCompute(server, { macs: 0, parameters: 0, runs: 7 }) as { basis: string };
    expect(basis).toBe(
      'Roofline of Round One, weights in fp16, 50 % of peak + 1 ms for each of 7 runs; round figures for a test',
    );
  });

  it('goes by the server’s own calibration where it has one', () => {
    const calibration = { utilisation: 1, overheadMs: 0, assumed: true, basis: 'the ideal' };
    expect(msOf({ ...server, calibration }, { macs: 25e9, parameters: 0, runs: 1 })).toBeCloseTo(0.5, 9);
  });

  it.each<[string, ComputingServer, string]>([
    ['peak', { ...server, precision: 'fp8' }, 'no fp8 peak is known for Round One.'],
    ['peak that the chip doesn’t list', { ...server, precision: 'fp64' }, 'no fp64 peak is known for Round One.'],
    [
      'bandwidth',
      { ...server, chip: { ...roundChip, mem_bw_gbps: null } },
      'no memory bandwidth is known for Round One.',
    ],
    [
      'calibration',
      { ...server, chip: { ...roundChip, calibration: undefined } },
      'nobody has measured how much of its peak Round One reaches.',
    ],
    ['width', { ...server, precision: 'mixed' }, 'how many bytes a weight takes in mixed is unknown.'],
  ])('is refused in a sentence without a %s', (_figure, on, why) => {
    expect(serverCompute(on, { macs: 1e9, parameters: 1e6, runs: 1 })).toEqual({
      problem: `The far side can’t be estimated: ${why}`,
    });
  });
});
