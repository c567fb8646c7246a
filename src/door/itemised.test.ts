import { afterEach, expect, it, vi } from 'vitest';
import { itemised } from './itemised';

const entry = {
  startTime: 100,
  domainLookupStart: 101,
  domainLookupEnd: 111,
  connectStart: 111,
  connectEnd: 151,
  secureConnectionStart: 131,
  requestStart: 152,
  responseStart: 252,
  responseEnd: 262,
  nextHopProtocol: 'h2',
};
const entries = (...found: object[][]) => {
  const clear = vi.spyOn(performance, 'clearResourceTimings').mockImplementation(() => {});
  const find = vi.spyOn(performance, 'getEntriesByName');
  for (const each of found) find.mockReturnValueOnce(each as PerformanceEntry[]);
  find.mockReturnValue((found.at(-1) ?? []) as PerformanceEntry[]);
  return clear;
};
afterEach(() => vi.restoreAllMocks());

it('waits until the browser has written it down, takes the newest, and lets go of it', async () => {
  const clear = entries([], [{ ...entry, startTime: 20 }], [{ ...entry, startTime: 20 }, entry]);
  expect(await itemised('https://example.com/', 100)).toEqual({
    beforeMs: 2,
    dnsMs: 10,
    connectMs: 20,
    tlsMs: 20,
    waitMs: 100,
    downloadMs: 10,
    protocol: 'h2',
  });
  expect(clear).toHaveBeenCalled();
});

it('knows a connection that was open', async () => {
  const at = {
    domainLookupStart: 100,
    domainLookupEnd: 100,
    connectStart: 100,
    connectEnd: 100,
    secureConnectionStart: 0,
  };
  entries([{ ...entry, ...at }]);
  expect(await itemised('https://example.com/', 100)).toMatchObject({ dnsMs: 0, connectMs: 0, tlsMs: 0, waitMs: 100 });
});

it('says nothing where the server doesn’t let the browser', async () => {
  entries([
    { startTime: 100, domainLookupStart: 0, domainLookupEnd: 0, requestStart: 0, responseStart: 0, responseEnd: 262 },
  ]);
  expect(await itemised('https://example.com/', 100)).toBeUndefined();
});

it('gives up where there is no entry', async () => {
  entries([]);
  expect(await itemised('https://example.com/', 100)).toBeUndefined();
});
