import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Newest } from './newest';
import { Reckoner } from './reckoner';

/** One that never answers. */
class SilentWorker extends EventTarget {
  static readonly all: SilentWorker[] = [];
  isTerminated = false;
  constructor() {
    super();
    SilentWorker.all.push(this);
  }
  postMessage(): void {}
  terminate(): void {
    this.isTerminated = true;
  }
}
const refused = { problem: expect.stringMatching(/^The browser ended this calculation/) };
const ask = (reckoner: Reckoner) => reckoner.ask((api) => api.surfaces({} as never, 'warm'));

beforeEach(() => {
  SilentWorker.all.length = 0;
  vi.stubGlobal('Worker', SilentWorker);
  vi.useFakeTimers();
});
afterEach(() => void vi.useRealTimers());

it('refuses what is still asked as soon as its page ends it, and starts nothing after', async () => {
  const reckoner = new Reckoner();
  const answers: unknown[] = [];
  const newest = new Newest<number>(async () => {
    answers.push(await ask(reckoner));
  });
  for (const question of [1, 2]) newest.ask(question);
  reckoner.end();
  await vi.advanceTimersByTimeAsync(0);
  expect(answers).toEqual([refused, refused]);
  expect(SilentWorker.all.map(({ isTerminated }) => isTerminated)).toEqual([true]);
  expect(vi.getTimerCount()).toBe(0);
});

it('ends a worker that is late, with all that was asked of it, and not the one that was started since', async () => {
  const reckoner = new Reckoner();
  const first = ask(reckoner);
  await vi.advanceTimersByTimeAsync(20_000);
  const second = ask(reckoner);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(await first).toEqual(refused);
  const third = ask(reckoner);
  await vi.advanceTimersByTimeAsync(20_000);
  expect(SilentWorker.all.map(({ isTerminated }) => isTerminated)).toEqual([true, false]);
  reckoner.end();
  expect(await Promise.all([second, third])).toEqual([refused, refused]);
});
