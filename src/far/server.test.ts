import { describe, expect, it } from 'vitest';
import { DEFAULT_SERVER, queueWaitMs, serverCompute, serverOf, servers } from './server';

const uniforms = Array.from({ length: 100_000 }, (_, i) => (i + 0.5) / 100_000);

describe('servers', () => {
  it.each(servers)('$id can be estimated', (server) => {
    const compute = serverCompute(server, 3e8, 4.7e6);
    expect(compute.ms).toBeGreaterThan(0);
    expect(compute.ms).toBeLessThan(5);
    expect(serverOf(server.id)).toBe(server);
  });

  it('is an L4 at 60 % load unless told', () => {
    expect(serverOf(DEFAULT_SERVER)).toMatchObject({ chip: 'l4', load: 0.6 });
    expect(serverOf('abacus')).toBeUndefined();
  });

  it('refuses a chip without a peak or a calibration', () => {
    const [server] = servers;
    if (!server) throw new Error('no server');
    expect(() => serverCompute({ ...server, precision: 'fp64' }, 1e9, 1e6)).toThrow('No fp64 peak is known for L4.');
    expect(() => serverCompute({ ...server, chip: 'tpu-v1' }, 1e9, 1e6)).toThrow("chip 'tpu-v1'");
  });

  // M/M/1: the mean wait is ρ s / (1 − ρ), and a share of 1 − ρ doesn't wait.
  it.each([
    [0.6, 4, 6],
    [0.9, 1, 9],
    [0.2, 10, 2.5],
  ])('at load %d with %d ms of service, the mean wait is %d ms', (load, serviceMs, expectedMs) => {
    const waits = uniforms.map((uniform) => queueWaitMs(load, serviceMs, uniform));
    expect(waits.reduce((sum, wait) => sum + wait, 0) / waits.length / expectedMs).toBeCloseTo(1, 2);
    expect(waits.filter((wait) => wait === 0).length / waits.length).toBeCloseTo(1 - load, 3);
  });

  it('has no queue where nobody else asks', () => {
    expect(Math.max(...uniforms.slice(-10).map((uniform) => queueWaitMs(0, 5, uniform)))).toBe(0);
  });
});
