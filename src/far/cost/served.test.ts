import { describe, expect, it } from 'vitest';
import { anyRequests, told } from './bill.fixture';
import { servedOf } from './served';

describe('what a server does for an answer', () => {
  it('is its chip’s time and its software’s, at its load', async () => {
    const requests = await anyRequests();
    const served = told(servedOf(requests));
    expect(served.busyMs).toBe(requests.compute.ms);
    // 2 ms of software, 20 ms a megabyte of decoding.
    expect(served.service.meanMs).toBeCloseTo(requests.compute.ms + 2 + 2, 9);
    expect(served.capacityPerSecond).toBeCloseTo(1000 / served.service.meanMs, 9);
    expect(served.load).toBe(0.6);
  });

  it('is one worker’s, however many there are', async () => {
    const one = told(servedOf(await anyRequests('l4-60')));
    const traffic = { kind: 'workers', requestsPerSecond: 100, workers: 4 } as const;
    const four = told(servedOf(await anyRequests('l4-60', { traffic })));
    expect(four.capacityPerSecond).toBeCloseTo(one.capacityPerSecond, 9);
    expect(four.load).toBeCloseTo(100 / (4 * one.capacityPerSecond), 9);
  });

  it('takes less of the chip where requests are gathered', async () => {
    const one = told(servedOf(await anyRequests()));
    const traffic = {
      kind: 'workers',
      requestsPerSecond: 2000,
      workers: 1,
      batching: { size: 16, timeoutMs: 5 },
    } as const;
    const gathered = told(servedOf(await anyRequests('l4-60', { traffic })));
    expect(gathered.busyMs).toBeLessThan(one.busyMs / 2);
    // What is paid for is shared by the requests that come.
    expect(gathered.capacityPerSecond * gathered.load).toBeCloseTo(2000, 6);
  });

  it('shares each step of a text among those that are written', async () => {
    const requests = await anyRequests();
    const token = { macs: 1e9, parameters: 1e9, runs: 1 };
    const alone = told(servedOf(requests, { token, tokens: 100, textsAtOnce: 1 }));
    const eight = told(servedOf(requests, { token, tokens: 100, textsAtOnce: 8 }));
    expect(alone.service.meanMs / eight.service.meanMs).toBeGreaterThan(4);
    expect(alone.service.meanMs).toBeGreaterThan(99 * 2);
    // Its prompt’s reading brings the first token.
    const first = told(servedOf(requests, { token, tokens: 1, textsAtOnce: 1 }));
    expect(first.busyMs).toBe(requests.compute.ms);
    expect(first.service.meanMs).toBeCloseTo(told(servedOf(requests)).service.meanMs, 9);
  });

  it('has the load of whole texts where they come at a rate, whatever gathers their prompts', async () => {
    const writing = { token: { macs: 1e9, parameters: 1e9, runs: 1 }, tokens: 200, textsAtOnce: 8 };
    const batching = { size: 16, timeoutMs: 5 };
    for (const more of [{}, { batching }]) {
      const traffic = { kind: 'workers', requestsPerSecond: 3, workers: 2, ...more } as const;
      const served = told(servedOf(await anyRequests('l4-60', { traffic }), writing));
      // What is paid for, or emits, is shared by the texts that come.
      expect(2 * served.capacityPerSecond * served.load).toBeCloseTo(3, 9);
    }
  });

  it('refuses more texts than can be written, though their prompts could be read', async () => {
    const writing = { token: { macs: 1e9, parameters: 1e9, runs: 1 }, tokens: 200, textsAtOnce: 8 };
    const traffic = { kind: 'workers', requestsPerSecond: 20, workers: 1 } as const;
    const requests = await anyRequests('l4-60', { traffic });
    expect(servedOf(requests)).not.toHaveProperty('problem');
    expect(servedOf(requests, writing)).toEqual({
      problem: expect.stringMatching(/^The queue never empties: 20 requests a second come/),
    });
  });

  it('refuses a server that sleeps, and a queue that never empties', async () => {
    const sleeping = { kind: 'scale-to-zero', requestsPerSecond: 1, keepAliveMs: 1000, startMs: 10 } as const;
    expect(servedOf(await anyRequests('l4-60', { traffic: sleeping }))).toHaveProperty('problem');
    const crowded = { kind: 'workers', requestsPerSecond: 1e6, workers: 1 } as const;
    expect(servedOf(await anyRequests('l4-60', { traffic: crowded }))).toHaveProperty('problem');
  });
});
