import { expect, it, vi } from 'vitest';
import { measureLink, TRIPS } from './measure';

/** Small files are answered at once; the browser's entry for each comes with its observer. */
function playBrowser(onEntry: (trip: number) => void) {
  const asked: string[] = [];
  let url = '';
  vi.stubGlobal('navigator', { onLine: true });
  vi.stubGlobal('document', { baseURI: 'http://localhost/' });
  vi.stubGlobal('fetch', (address: string | URL, { signal }: RequestInit) => {
    url = String(address);
    asked.push(url);
    return signal?.aborted ? Promise.reject(signal.reason as Error) : Promise.resolve(new Response('x'));
  });
  const entry = { connectStart: 5, connectEnd: 5, requestStart: 10, responseStart: 30, nextHopProtocol: 'h2' };
  vi.stubGlobal(
    'PerformanceObserver',
    class {
      constructor(readonly tell: (list: { getEntriesByName(): unknown[] }) => void) {}
      observe() {
        // Once the answer is there and its entry is waited for.
        setTimeout(() => {
          onEntry(asked.length);
          this.tell({ getEntriesByName: () => [entry] });
        }, 5);
      }
      disconnect() {}
    },
  );
  return asked;
}

it.each([1, TRIPS])('stops where it is told to while the entry of request %i is waited for', async (at) => {
  const controller = new AbortController();
  const asked = playBrowser((trip) => {
    if (trip === at) controller.abort(new Error('stopped'));
  });
  await expect(measureLink({ small: 'icon.svg', large: 'large.bin' }, controller.signal)).rejects.toThrow('stopped');
  expect(asked).toHaveLength(at);
});
