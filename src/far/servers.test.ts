import { describe, expect, it } from 'vitest';
import { serverCompute } from './server';
import { DEFAULT_SERVER } from './ids';
import { loadServer, serverOf, servers } from './servers';

describe('servers', () => {
  it.each(servers)('$id can be estimated', async ({ id, load }) => {
    expect(id).toMatch(/^[a-z0-9][a-z0-9-]*$/);
    expect(load).toBeGreaterThanOrEqual(0);
    expect(load).toBeLessThan(1);
    const server = await loadServer(id);
    const compute = server && serverCompute(server, { macs: 3e8, parameters: 2_300_000, runs: 1 });
    expect(compute).toMatchObject({
      ms: expect.any(Number) as number,
      basis: expect.stringContaining('Roofline') as string,
    });
    expect(serverOf(id)?.id).toBe(id);
  });

  it('begin with the one that stands where none is named, and have a title each', () => {
    expect(servers[0]?.id).toBe(DEFAULT_SERVER);
    expect(new Set(servers.map(({ title }) => title)).size).toBe(servers.length);
  });

  it('know no other', async () => {
    expect(serverOf('abacus')).toBeUndefined();
    expect(await loadServer('abacus')).toBeUndefined();
  });
});
