import { expect, it, vi } from 'vitest';
import { measureLink, TRIPS } from './measure';

const files = { small: '/icon.svg', large: '/samples/none.bin' };

it('times small requests by Resource Timing, more of them than its list of entries holds', async () => {
  performance.setResourceTimingBufferSize(0);
  const steps: number[] = [];
  const found = await measureLink(files, new AbortController().signal, (done) => steps.push(done));
  performance.setResourceTimingBufferSize(250);
  if ('problem' in found) throw new Error(found.problem);
  expect(steps).toHaveLength(TRIPS);
  expect(found.trips.n).toBeGreaterThan(TRIPS / 2);
  expect(found.trips.medianMs).toBeGreaterThan(0);
  expect(found.trips.leastMs).toBeLessThanOrEqual(found.trips.medianMs);
  expect(found.rate).toBeUndefined();
});

it('ends in a sentence where nobody answers, and where the device is offline', async () => {
  const { signal } = new AbortController();
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
  expect(await measureLink(files, signal)).toEqual({ problem: expect.stringMatching(/did not answer/) as string });
  vi.unstubAllGlobals();
  const offline = vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
  expect(await measureLink(files, signal)).toEqual({ problem: expect.stringMatching(/offline/) as string });
  offline.mockRestore();
});

it('counts what came until the download broke off, and stops when it is told to', async () => {
  const controller = new AbortController();
  const real = fetch;
  let pull = 0;
  vi.stubGlobal('fetch', (url: RequestInfo | URL, init?: RequestInit) => {
    if (!String(url).includes('none.bin')) return real(url, init);
    const body = new ReadableStream<Uint8Array>({
      async pull(stream) {
        await new Promise((resolve) => setTimeout(resolve, 10));
        if (pull++ < 60) stream.enqueue(new Uint8Array(10_000));
        else stream.error(new TypeError('network error'));
      },
    });
    return Promise.resolve(new Response(body));
  });
  const found = await measureLink(files, controller.signal);
  if ('problem' in found) throw new Error(found.problem);
  expect(found.rate?.bytes).toBe(600_000);
  expect(found.rate?.medianKbps).toBeGreaterThan(0);
  controller.abort();
  await expect(measureLink(files, controller.signal)).rejects.toThrow();
  vi.unstubAllGlobals();
});
